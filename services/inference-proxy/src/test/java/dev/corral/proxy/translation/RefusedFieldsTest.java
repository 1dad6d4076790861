package dev.corral.proxy.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.dialect.Passage;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// On a translated road a field is understood, known to be harmless, or refused by name.
class RefusedFieldsTest {
  private static final Passage.Bounds BOUNDS = new Passage.Bounds("served", 4096, 2048);

  private static String body(Operation operation, String members) {
    String start =
        switch (operation) {
          case OPENAI_CHAT, OLLAMA_CHAT ->
              "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]";
          case ANTHROPIC_MESSAGES ->
              "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]";
          case OPENAI_RESPONSES -> "{\"model\":\"m\",\"input\":\"a\"";
          case OPENAI_COMPLETIONS, OLLAMA_GENERATE -> "{\"model\":\"m\",\"prompt\":\"a\"";
          default -> throw new IllegalArgumentException(operation.id());
        };
    return start + (members.isEmpty() ? "" : "," + members) + "}";
  }

  private static Problem problem(Operation operation, String body) {
    return assertThrows(ProblemException.class, () -> Asked.conversation(operation, body))
        .problem();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "OPENAI_CHAT|\"brand_new\":1|brand_new",
        "OPENAI_CHAT|\"n\":2|n",
        "OPENAI_CHAT|\"logprobs\":true|logprobs",
        "OPENAI_CHAT|\"logit_bias\":{\"1\":2}|logit_bias",
        "OPENAI_CHAT|\"functions\":[{\"name\":\"f\"}]|functions",
        "OPENAI_CHAT|\"function_call\":\"auto\"|function_call",
        "OPENAI_CHAT|\"parallel_tool_calls\":false|parallel_tool_calls",
        "OPENAI_CHAT|\"service_tier\":\"priority\"|service_tier",
        "OPENAI_CHAT|\"tools\":[{\"type\":\"custom\",\"custom\":{}}]|tools[0].type",
        "OPENAI_CHAT|\"response_format\":{\"type\":\"json_object\",\"more\":1}|response_format.more",
        "OPENAI_COMPLETIONS|\"echo\":true|echo",
        "OPENAI_COMPLETIONS|\"suffix\":\"x\"|suffix",
        "OPENAI_RESPONSES|\"previous_response_id\":\"resp_1\"|previous_response_id",
        "OPENAI_RESPONSES|\"conversation\":\"c\"|conversation",
        "OPENAI_RESPONSES|\"background\":true|background",
        "OPENAI_RESPONSES|\"tools\":[{\"type\":\"web_search\"}]|tools[0].type",
        "OPENAI_RESPONSES|\"max_tool_calls\":1|max_tool_calls",
        "OPENAI_RESPONSES|\"include\":[\"message.output_text.logprobs\"]|include",
        "OPENAI_RESPONSES|\"text\":{\"verbosity\":\"low\"}|text.verbosity",
        "ANTHROPIC_MESSAGES|\"container\":\"c\"|container",
        "ANTHROPIC_MESSAGES|\"context_management\":{}|context_management",
        "ANTHROPIC_MESSAGES|\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"b\"}]|tools[0].type",
        "ANTHROPIC_MESSAGES|\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}|tool_choice.disable_parallel_tool_use",
        "OLLAMA_CHAT|\"logprobs\":true|logprobs",
        "OLLAMA_CHAT|\"options\":{\"mirostat\":1}|options.mirostat",
        "OLLAMA_GENERATE|\"raw\":true|raw",
        "OLLAMA_GENERATE|\"suffix\":\"x\"|suffix",
        "OLLAMA_GENERATE|\"context\":[1]|context",
      })
  void whatWouldBeLostIsRefusedByName(Operation operation, String members, String field) {
    assertEquals(
        new Problem.FieldUnsupported(field, "m"), problem(operation, body(operation, members)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "OPENAI_CHAT|{\"role\":\"user\",\"content\":\"a\",\"name\":\"n\"}|messages[0].name",
        "OPENAI_CHAT|{\"role\":\"function\",\"content\":\"a\"}|messages[0].role",
        "OPENAI_CHAT|{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\"}]}|messages[0].content[0].type",
        "ANTHROPIC_MESSAGES|{\"role\":\"user\",\"content\":[{\"type\":\"document\"}]}|messages[0].content[0].type",
        "ANTHROPIC_MESSAGES|{\"role\":\"assistant\",\"content\":[{\"type\":\"redacted_thinking\",\"data\":\"x\"}]}|messages[0].content[0].type",
        "OLLAMA_CHAT|{\"role\":\"user\",\"content\":\"a\",\"more\":1}|messages[0].more",
      })
  void alsoInsideMessages(Operation operation, String message, String field) {
    String body = "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[" + message + "]}";
    String plain =
        operation == Operation.OLLAMA_CHAT ? body.replace("\"max_tokens\":9,", "") : body;
    assertEquals(new Problem.FieldUnsupported(field, "m"), problem(operation, plain));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "OPENAI_CHAT|\"user\":\"u\",\"metadata\":{\"a\":\"b\"},\"stream_options\":{\"include_usage\":true},\"service_tier\":\"auto\",\"parallel_tool_calls\":true,\"n\":1,\"logprobs\":false,\"seed\":null,\"store\":true,\"brand_new\":null",
        "OPENAI_COMPLETIONS|\"user\":\"u\",\"best_of\":1,\"echo\":false",
        "OPENAI_RESPONSES|\"store\":true,\"background\":false,\"truncation\":\"auto\",\"previous_response_id\":null,\"prompt_cache_key\":\"k\"",
        "ANTHROPIC_MESSAGES|\"metadata\":{\"user_id\":\"u\"},\"service_tier\":\"auto\"",
        "OLLAMA_CHAT|\"keep_alive\":\"10m\",\"truncate\":true,\"options\":{\"num_ctx\":9,\"num_gpu\":1,\"num_thread\":2}",
        "OLLAMA_GENERATE|\"keep_alive\":0,\"raw\":false,\"context\":[],\"suffix\":\"\"",
      })
  void whatMeansNothingToTheAnswerIsIgnored(Operation operation, String members) {
    Conversation asked = Asked.conversation(operation, body(operation, members));
    assertEquals(new Part.Text("a"), asked.turns().getFirst().parts().getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "OPENAI_CHAT|\"temperature\":\"hot\"|temperature",
        "OPENAI_CHAT|\"tool_choice\":\"perhaps\"|tool_choice",
        "OLLAMA_CHAT|\"format\":\"xml\"|format",
        "ANTHROPIC_MESSAGES|\"stop_sequences\":[1]|stop_sequences",
        "ANTHROPIC_MESSAGES|\"stop_sequences\":[\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",\"1\"]|stop_sequences",
      })
  void valuesThatAreNotAcceptedAreNamed(Operation operation, String members, String field) {
    Problem problem = problem(operation, body(operation, members));
    assertTrue(
        problem instanceof Problem.InvalidField invalid && invalid.field().equals(field),
        problem.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tool_choice\":{\"type\":\"any\"}",
        "\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\"}",
        "\"tools\":[{\"name\":\"f\",\"input_schema\":{},\"strict\":true}]"
      })
  void ollamaCannotForceATool(String members) {
    Conversation asked =
        Asked.conversation(
            Operation.ANTHROPIC_MESSAGES, body(Operation.ANTHROPIC_MESSAGES, members));
    Problem problem =
        assertThrows(ProblemException.class, () -> OllamaRequest.of(asked, BOUNDS, true, "m"))
            .problem();
    assertTrue(problem instanceof Problem.FieldUnsupported, problem.toString());
    OpenAiRequest.of(asked, BOUNDS, OpenAiRequest.Streaming.PLAIN, "m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "\"x\"", "{\"a\":1} {}", "{\"a\":"})
  void argumentsOfEarlierCallsMustBeAnObject(String json) {
    String message =
        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":%s}}]}"
            .formatted(com.fasterxml.jackson.databind.node.TextNode.valueOf(json));
    Problem problem =
        problem(Operation.OPENAI_CHAT, "{\"model\":\"m\",\"messages\":[" + message + "]}");
    assertTrue(
        problem instanceof Problem.InvalidField invalid
            && invalid.field().equals("messages[0].tool_calls[0].function.arguments"),
        problem.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.com/a.png", "data:image/png,plain", "data:text/html;base64,YQ=="})
  void onlyPicturesInsideTheRequestAreTaken(String url) {
    String message =
        "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}]}"
            .formatted(url);
    Problem problem =
        problem(Operation.OPENAI_CHAT, "{\"model\":\"m\",\"messages\":[" + message + "]}");
    assertTrue(problem instanceof Problem.InvalidField, problem.toString());
  }
}
