package dev.corral.proxy.bedrock;

import static dev.corral.proxy.bedrock.Questions.assistant;
import static dev.corral.proxy.bedrock.Questions.conversation;
import static dev.corral.proxy.bedrock.Questions.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Sampling;
import dev.corral.proxy.conversation.Tool;
import dev.corral.proxy.conversation.ToolChoice;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultStatus;

class AskingTest {
  private static final String CLAUDE = "eu.anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final String OWN =
      "arn:aws:bedrock:eu-central-1:000000000000:custom-model-deployment/q1w2e3r4t5y6";
  private static final Part HELLO = new Part.Text("Hello");

  private static ConverseStreamRequest asked(Conversation conversation, String id) {
    return Asking.of(Questions.of(conversation, id)).stream();
  }

  private static Problem refused(Conversation conversation, String id) {
    return assertThrows(ProblemException.class, () -> asked(conversation, id)).problem();
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Sampling sampling(OptionalInt topK, OptionalLong seed) {
    return new Sampling(
        OptionalInt.of(500),
        OptionalDouble.of(0.5),
        OptionalDouble.of(0.9),
        topK,
        seed,
        OptionalDouble.of(0),
        OptionalDouble.empty(),
        List.of("END"));
  }

  @Test
  void maxTokensAreAlwaysSaidAndNeverMoreThanAllowed() {
    assertEquals(2000, asked(conversation(user(HELLO)), "m").inferenceConfig().maxTokens());
    Sampling greedy =
        new Sampling(
            OptionalInt.of(1_000_000),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of());
    Conversation much = conversation(greedy, Optional.empty(), user(HELLO));
    assertEquals(2000, asked(much, "m").inferenceConfig().maxTokens());
    Sampling all = sampling(OptionalInt.empty(), OptionalLong.empty());
    var inference = asked(conversation(all, Optional.empty(), user(HELLO)), "m").inferenceConfig();
    assertEquals(500, inference.maxTokens());
    assertEquals(0.5f, inference.temperature());
    assertEquals(0.9f, inference.topP());
    assertEquals(List.of("END"), inference.stopSequences());
  }

  @Test
  void neighboursOfOneRoleAreOneMessageAndBlankTextIsNone() {
    List<Message> messages =
        asked(
                conversation(
                    user(HELLO),
                    assistant(new Part.Text("  ")),
                    user(new Part.Text("again"), new Part.Image("image/png", new byte[] {1})),
                    assistant(
                        new Part.Reasoning("hm", Optional.of("sig")),
                        new Part.Reasoning("of another model", Optional.empty()),
                        new Part.Text("Yes."))),
                "m")
            .messages();
    assertEquals(2, messages.size());
    assertEquals("user", messages.get(0).roleAsString());
    List<ContentBlock> first = messages.get(0).content();
    assertEquals(List.of("Hello", "again"), List.of(first.get(0).text(), first.get(1).text()));
    assertEquals(ImageFormat.PNG, first.get(2).image().format());
    List<ContentBlock> second = messages.get(1).content();
    assertEquals(2, second.size());
    assertEquals("sig", second.get(0).reasoningContent().reasoningText().signature());
    assertEquals("Yes.", second.get(1).text());
    assertInstanceOf(
        Problem.InvalidField.class, refused(conversation(user(new Part.Text(" "))), "m"));
    assertInstanceOf(
        Problem.InvalidField.class,
        refused(conversation(user(new Part.Image("image/tiff", new byte[] {1}))), "m"));
  }

  @Test
  void toolsTheirCallsAndTheirResults() {
    ObjectNode schema = json("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\"}}}");
    List<Tool> tools = List.of(new Tool("add", "Adds.", schema), new Tool("wait", "", schema));
    var turns =
        new dev.corral.proxy.conversation.Turn[] {
          user(HELLO),
          assistant(new Part.ToolCall("c1", "add", json("{\"n\":1.5,\"s\":[\"x\",null,true]}"))),
          user(
              new Part.ToolResult("c1", List.of(new Part.Text("2")), false),
              new Part.ToolResult("c2", List.of(), true))
        };
    ConverseStreamRequest request =
        asked(Questions.with(tools, new ToolChoice.Named("add"), turns), "m");
    assertEquals("Be brief.", request.system().getFirst().text());
    assertEquals("add", request.toolConfig().toolChoice().tool().name());
    assertEquals("Adds.", request.toolConfig().tools().getFirst().toolSpec().description());
    assertEquals(null, request.toolConfig().tools().get(1).toolSpec().description());
    var call = request.messages().get(1).content().getFirst().toolUse();
    assertEquals("c1", call.toolUseId());
    assertEquals("{\"n\":1.5,\"s\":[\"x\",null,true]}", Documents.json(call.input()));
    var results = request.messages().get(2).content();
    assertEquals("2", results.get(0).toolResult().content().getFirst().text());
    assertEquals(ToolResultStatus.ERROR, results.get(1).toolResult().status());
    assertEquals(1, results.get(1).toolResult().content().size());
    assertTrue(
        asked(Questions.with(tools, new ToolChoice.Required(), user(HELLO)), "m")
                .toolConfig()
                .toolChoice()
                .any()
            != null);
    assertEquals(
        null, asked(Questions.with(tools, new ToolChoice.None(), user(HELLO)), "m").toolConfig());
    assertEquals(
        new Problem.FieldUnsupported("tool_choice", "mine"),
        refused(Questions.with(tools, new ToolChoice.None(), turns), "m"));
    assertInstanceOf(
        Problem.InvalidField.class,
        refused(Questions.with(List.of(), new ToolChoice.Auto(), turns), "m"));
  }

  private static String fields(String id, OptionalInt topK, String effort) {
    Optional<String> wanted = effort.isEmpty() ? Optional.empty() : Optional.of(effort);
    Sampling sampling = topK.isPresent() ? sampling(topK, OptionalLong.empty()) : Sampling.UNSAID;
    var fields =
        asked(conversation(sampling, wanted, user(HELLO)), id).additionalModelRequestFields();
    return fields == null ? "" : Documents.json(fields);
  }

  @Test
  void whatConverseHasNoNameForGoesOnlyToModelsThatTakeIt() {
    OptionalInt topK = OptionalInt.of(40);
    OptionalInt none = OptionalInt.empty();
    assertEquals("{\"top_k\":40}", fields(CLAUDE, topK, ""));
    assertEquals("{\"inferenceConfig\":{\"topK\":40}}", fields("amazon.nova-lite-v1:0", topK, ""));
    assertEquals("{\"k\":40}", fields("cohere.command-r-v1:0", topK, ""));
    assertEquals(
        "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}}",
        fields(CLAUDE, none, "low"));
    assertEquals("{\"reasoning_effort\":\"high\"}", fields("openai.gpt-oss-20b-1:0", none, "high"));
    assertEquals(
        "{\"reasoningConfig\":{\"type\":\"enabled\",\"maxReasoningEffort\":\"medium\"}}",
        fields("eu.amazon.nova-2-lite-v1:0", none, Conversation.REASON));
    assertEquals("", fields(CLAUDE, none, Conversation.SILENT));
    for (String id : List.of(OWN, "meta.llama3-3-70b-instruct-v1:0", "newcomer.aurora-7b")) {
      Sampling sampling = sampling(topK, OptionalLong.empty());
      assertEquals(
          new Problem.FieldUnsupported("top_k", "mine"),
          refused(conversation(sampling, Optional.empty(), user(HELLO)), id));
      assertEquals(
          new Problem.FieldUnsupported("reasoning_effort", "mine"),
          refused(conversation(Sampling.UNSAID, Optional.of("low"), user(HELLO)), id));
    }
    assertEquals(
        new Problem.FieldUnsupported("seed", "mine"),
        refused(
            conversation(sampling(none, OptionalLong.of(1)), Optional.empty(), user(HELLO)),
            CLAUDE));
    // Nobody knows yet how a model that is not listed thinks.
    assertInstanceOf(
        Problem.FieldUnsupported.class,
        refused(
            conversation(Sampling.UNSAID, Optional.of("low"), user(HELLO)),
            "global.anthropic.claude-sonnet-7"));
  }

  @Test
  void aSchemaIsSaidAsBedrockDocumentsItAndAnyJsonIsRefused() {
    var schema = new Format.Schema("answer", json("{\"type\":\"object\"}"), true);
    var format = asked(Questions.formatted(schema), CLAUDE).outputConfig().textFormat();
    assertEquals("json_schema", format.typeAsString());
    assertEquals("{\"type\":\"object\"}", format.structure().jsonSchema().schema());
    assertEquals(
        new Problem.FieldUnsupported("response_format", "mine"),
        refused(Questions.formatted(new Format.Json()), CLAUDE));
  }

  @Test
  void everyKindOfIdIsPassedAsItIs() {
    for (String id : List.of(CLAUDE, OWN, "arn:aws:bedrock:eu-central-1:1:provisioned-model/x")) {
      assertEquals(id, asked(conversation(user(HELLO)), id).modelId());
      assertEquals(id, Asking.of(Questions.of(conversation(user(HELLO)), id)).whole().modelId());
    }
  }
}
