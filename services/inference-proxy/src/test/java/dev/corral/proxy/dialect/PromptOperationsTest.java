package dev.corral.proxy.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The bounds of each operation, and media in every spelling.
class PromptOperationsTest {
  private static final PromptReader READER = new PromptReader(new PromptReaderTest.Limits());

  private static Prompt read(Operation operation, String body) {
    return READER.read(body.getBytes(StandardCharsets.UTF_8), operation);
  }

  private static Problem problem(Operation operation, String body) {
    return assertThrows(ProblemException.class, () -> read(operation, body), body).problem();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OPENAI_COMPLETIONS|{\"model\":\"m\",\"prompt\":\"a\"}|{\"max_tokens\":2048,\"model\":\"s\",\"prompt\":\"a\"}",
        "OPENAI_COMPLETIONS|{\"model\":\"m\",\"max_tokens\":1000000000}|{\"model\":\"s\",\"max_tokens\":2048}",
        "OPENAI_COMPLETIONS|{\"model\":\"m\",\"max_tokens\":1,\"best_of\":4,\"echo\":true,\"suffix\":\"z\"}|{\"model\":\"s\",\"max_tokens\":1,\"best_of\":4,\"echo\":true,\"suffix\":\"z\"}",
        "OPENAI_EMBEDDINGS|{\"model\":\"m\",\"input\":[1,2,3,4,5,6]}|{\"model\":\"s\",\"input\":[1,2,3,4,5,6]}",
        "OPENAI_EMBEDDINGS|{\"model\":\"m\",\"input\":[[1],[2]],\"stream\":false}|{\"model\":\"s\",\"input\":[[1],[2]],\"stream\":false}",
        "OPENAI_RESPONSES|{\"model\":\"m\",\"input\":\"a\"}|{\"max_output_tokens\":2048,\"model\":\"s\",\"input\":\"a\"}",
        "OPENAI_RESPONSES|{\"model\":\"m\",\"max_output_tokens\":9999}|{\"model\":\"s\",\"max_output_tokens\":2048}",
        "ANTHROPIC_MESSAGES|{\"model\":\"m\",\"max_tokens\":9999}|{\"model\":\"s\",\"max_tokens\":2048}",
        "OLLAMA_EMBED|{\"model\":\"m\",\"keep_alive\":\"0s\",\"options\":{\"num_ctx\":9999}}|{\"model\":\"s\",\"keep_alive\":-1,\"options\":{\"num_ctx\":2048}}",
        "OLLAMA_EMBEDDINGS|{\"model\":\"m\",\"keep_alive\":0}|{\"model\":\"s\",\"keep_alive\":-1}"
      })
  void whatTheEngineIsAskedFor(Operation operation, String body, String sent) {
    byte[] bytes = read(operation, body).body().forEngine("s", 4096, 2048);
    assertEquals(sent, new String(bytes, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ANTHROPIC_MESSAGES|{\"model\":\"m\"}",
        "ANTHROPIC_MESSAGES|{\"model\":\"m\",\"max_tokens\":null}",
        "ANTHROPIC_MESSAGES|{\"model\":\"m\",\"max_tokens\":0}",
        "ANTHROPIC_MESSAGES|{\"model\":\"m\",\"max_tokens\":1,\"stop_sequences\":[\"1\",\"2\",\"3\",\"4\"]}",
        "OPENAI_RESPONSES|{\"model\":\"m\",\"max_output_tokens\":-1}",
        "OPENAI_RESPONSES|{\"model\":\"m\",\"max_output_tokens\":\"1\"}",
        "OPENAI_COMPLETIONS|{\"model\":\"m\",\"prompt\":[\"1\",\"2\",\"3\"]}",
        "OPENAI_COMPLETIONS|{\"model\":\"m\",\"logprobs\":21}",
        "OPENAI_COMPLETIONS|{\"model\":\"m\",\"best_of\":5}",
        "OPENAI_EMBEDDINGS|{\"model\":\"m\",\"input\":[\"1\",\"2\",\"3\",\"4\",\"5\"]}",
        "OPENAI_EMBEDDINGS|{\"model\":\"m\",\"stream\":true}",
        "OPENAI_EMBEDDINGS|{\"model\":\"m\",\"encoding_format\":7}",
        "OLLAMA_EMBED|{\"model\":\"m\",\"input\":[\"1\",\"2\",\"3\",\"4\",\"5\"]}",
        "OLLAMA_CHAT|{\"model\":\"m\",\"options\":{\"stop\":[\"1\",\"2\",\"3\",\"4\"]}}",
        "OLLAMA_CHAT|{\"model\":\"m\",\"options\":{\"seed\":\"1; drop\"}}",
        "OPENAI_CHAT|{\"model\":\"m\",\"seed\":\"1\"}",
        "OPENAI_CHAT|{\"model\":\"m\",\"n\":16384}",
        "OPENAI_CHAT|{\"model\":\"m\",\"logit_bias\":{\"1\":1,\"2\":1,\"3\":1}}",
        "OPENAI_CHAT|{\"model\":\"m\",\"tools\":[{},{},{}]}",
        "OPENAI_CHAT|{\"model\":\"m\",\"functions\":[{},{},{}]}"
      })
  void whatIsOutOfBounds(Operation operation, String body) {
    assertInstanceOf(Problem.InvalidField.class, problem(operation, body));
  }

  @Test
  void toolsAndFormatsAreBoundedInBytes() {
    String many = "{\"a\":\"" + "x".repeat(500) + "\"}";
    for (Operation operation : Operation.values()) {
      for (String field :
          new String[] {"tools", "functions", "format", "response_format", "text"}) {
        String body =
            "{\"model\":\"m\",\"max_tokens\":1,\""
                + field
                + "\":"
                + many.replace("a", "type")
                + "}";
        assertInstanceOf(Problem.InvalidField.class, problem(operation, body), operation + field);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void whatCouldRunInAnEngineIsRefusedByName(Operation operation) {
    for (String name :
        new String[] {
          "prompt_embeds",
          "chat_template",
          "guided_regex",
          "lora_name",
          "mcp_servers",
          "logits_processors",
          "vllm_xargs",
          "Chat-Template"
        }) {
      String body = "{\"model\":\"m\",\"max_tokens\":1,\"x\":{\"" + name + "\":1}}";
      assertInstanceOf(Problem.FieldRefused.class, problem(operation, body), operation + name);
    }
    String tool = "{\"model\":\"m\",\"tools\":[{\"type\":\"mcp\",\"server_url\":\"http://x\"}]}";
    assertInstanceOf(Problem.FieldRefused.class, problem(operation, tool));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image_url\":{\"url\":\"http://169.254.169.254/\"}}",
        "{\"image_url\":\"https://x/\"}",
        "{\"IMAGE_URL\":{\"URL\":\"http://x/\"}}",
        "{\"image-url\":{\"url\":\"http://x/\"}}",
        "{\"Image_\u0055rl\":\"ftp://x/\"}",
        "{\"video_url\":{\"url\":\"file:///etc/passwd\"}}",
        "{\"audio_url\":{\"url\":\"//x/\"}}",
        "{\"file_url\":\"gopher://x/\"}",
        "{\"file_id\":\"file-1\"}",
        "{\"file\":{\"file_data\":\"https://x/\"}}",
        "{\"File-Id\":\"file-1\"}",
        "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"http://x/\"}}",
        "{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}",
        "{\"images\":[\"http://x/\"]}",
        "{\"Images\":[\"http://x/\"]}",
        "{\"image\":{\"url\":\"http://x/\"}}",
        "{\"image_url\":[[\"http://x/\"]]}",
        "{\"content\":[{\"content\":[{\"image_url\":{\"url\":\"http://x/\"}}]}]}"
      })
  void mediaElsewhereAreRefused(String part) {
    for (Operation operation : Operation.values()) {
      for (String field : new String[] {"messages", "input", "system"}) {
        String body =
            "{\"model\":\"m\",\"max_tokens\":1,\"" + field + "\":[{\"content\":[" + part + "]}]}";
        assertInstanceOf(Problem.InvalidField.class, problem(operation, body), operation + field);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}}",
        "{\"image_url\":\"data:image/png;base64,AA==\"}",
        "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AA==\"}}",
        "{\"input_audio\":{\"data\":\"AA==\",\"format\":\"wav\"}}",
        "{\"images\":[\"iVBORw0KGgo=\"]}",
        "{\"type\":\"tool_use\",\"input\":{\"url\":\"http://x/\"}}",
        "{\"tool_calls\":[{\"function\":{\"arguments\":{\"image_url\":\"http://x/\"}}}]}",
        "{\"type\":\"text\",\"text\":\"see http://x/ and file_id\"}"
      })
  void mediaInsideAndWhatBelongsToTheCallerPass(String part) {
    for (Operation operation : Operation.values()) {
      String body =
          "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"content\":[" + part + "]}]}";
      assertEquals("m", read(operation, body).model());
    }
  }

  @Test
  void whatIsStreamedWhenNothingIsSaid() {
    for (Operation operation : Operation.values()) {
      boolean ollama = operation == Operation.OLLAMA_CHAT || operation == Operation.OLLAMA_GENERATE;
      assertEquals(ollama, read(operation, "{\"model\":\"m\",\"max_tokens\":1}").stream());
    }
    assertTrue(
        read(Operation.ANTHROPIC_MESSAGES, "{\"model\":\"m\",\"max_tokens\":1,\"stream\":true}")
            .stream());
    assertFalse(read(Operation.OLLAMA_EMBED, "{\"model\":\"m\",\"stream\":true}").stream());
  }
}
