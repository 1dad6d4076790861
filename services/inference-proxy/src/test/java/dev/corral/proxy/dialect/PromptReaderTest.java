package dev.corral.proxy.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read, what is changed, what is refused.
class PromptReaderTest {
  private static final PromptReader READER = new PromptReader(new Limits());

  record Limits() implements PromptConfig {
    @Override
    public int maxBodyBytes() {
      return 1 << 20;
    }

    @Override
    public int maxBytesInFlight() {
      return 1 << 22;
    }

    @Override
    public int maxTokens() {
      return 4096;
    }

    @Override
    public int maxChoices() {
      return 4;
    }

    @Override
    public int maxFormatBytes() {
      return 200;
    }

    @Override
    public int maxPrompts() {
      return 2;
    }

    @Override
    public int maxInputs() {
      return 4;
    }

    @Override
    public int maxTools() {
      return 2;
    }

    @Override
    public int maxToolsBytes() {
      return 400;
    }

    @Override
    public int maxBiases() {
      return 2;
    }

    @Override
    public int maxStops() {
      return 3;
    }
  }

  @Test
  void untouchedBytesStayAsTheyAre() {
    String body =
        "{ \"messages\" : [ {\"role\":\"user\",\"content\":\"h\\u00e9 世\"} ],\t\"model\":\"m\", \"max_tokens\":5,\"seed\":1.50 }";
    assertEquals(body, engine(Operation.OPENAI_CHAT, body, "m", 2048));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"m\",\"OPTIONS\":{\"num_predict\":-1}}",
        "{\"model\":\"m\",\"Model\":\"other\"}",
        "{\"model\":\"m\",\"MAX_TOKENS\":1000000}",
        "{\"model\":\"m\",\"Keep_Alive\":-1}",
        "{\"model\":\"m\",\"option\u017f\":{}}",
        "{\"model\":\"m\",\"options\":{\"Num_Predict\":-1}}",
        "{\"model\":\"m\",\"stream_options\":{\"Include_Usage\":false}}"
      })
  void namesThatAnEngineCouldFoldAreRefused(String body) {
    for (Operation operation : List.of(Operation.OLLAMA_CHAT, Operation.OPENAI_CHAT)) {
      ProblemException refused = assertThrows(ProblemException.class, () -> read(operation, body));
      assertInstanceOf(Problem.FieldRefused.class, refused.problem());
    }
  }

  @Test
  void theModelIsCalledByItsServedName() {
    assertEquals(
        "{\"model\":\"a\\\"b\",\"max_tokens\":5}",
        engine(Operation.OPENAI_CHAT, "{\"model\":\"alias\",\"max_tokens\":5}", "a\"b", 2048));
  }

  @Test
  void usageIsAlwaysAskedOfTheEngine() {
    String added = engine(Operation.OPENAI_CHAT, "{\"model\":\"m\",\"stream\":true}", "m", 0);
    assertEquals(
        "{\"stream_options\":{\"include_usage\":true},\"max_tokens\":4096,\"model\":\"m\",\"stream\":true}",
        added);
    String given =
        "{\"model\":\"m\",\"max_tokens\":1,\"stream\":true,\"stream_options\":{\"include_usage\":false}}";
    assertFalse(read(Operation.OPENAI_CHAT, given).usageAsked());
    assertTrue(engine(Operation.OPENAI_CHAT, given, "m", 0).contains("{\"include_usage\":true}"));
  }

  @Test
  void tokensAreBoundedByTheModelAndThePlatform() {
    assertEquals(
        "{\"model\":\"m\",\"max_tokens\":2048,\"max_completion_tokens\":2048}",
        engine(
            Operation.OPENAI_CHAT,
            "{\"model\":\"m\",\"max_tokens\":1000000000,\"max_completion_tokens\":null}",
            "m",
            2048));
    assertEquals(
        "{\"model\":\"m\",\"options\":{\"num_predict\":2048,\"num_ctx\":2048},\"keep_alive\":-1}",
        engine(
            Operation.OLLAMA_CHAT,
            "{\"model\":\"m\",\"options\":{\"num_predict\":-1,\"num_ctx\":99999},\"keep_alive\":0}",
            "m",
            2048));
    assertEquals(
        "{\"options\":{\"num_predict\":2048},\"model\":\"m\"}",
        engine(Operation.OLLAMA_GENERATE, "{\"model\":\"m\"}", "m", 2048));
    assertEquals(
        "{\"model\":\"m\",\"options\":{\"num_predict\":2048, }}",
        engine(Operation.OLLAMA_GENERATE, "{\"model\":\"m\",\"options\":{ }}", "m", 2048)
            .replace("2048 ", "2048, "));
    assertEquals(
        "{\"model\":\"m\",\"options\":{\"num_predict\":9,\"seed\":3}}",
        engine(Operation.OLLAMA_GENERATE, "{\"model\":\"m\",\"options\":{\"seed\":3}}", "m", 9));
  }

  @Test
  void streamingFollowsTheDialect() {
    assertFalse(read(Operation.OPENAI_CHAT, "{\"model\":\"m\"}").stream());
    assertTrue(read(Operation.OLLAMA_CHAT, "{\"model\":\"m\"}").stream());
    assertFalse(read(Operation.OLLAMA_CHAT, "{\"model\":\"m\",\"stream\":false}").stream());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"x\"",
        "{",
        "{\"model\":\"m\"",
        "{\"model\":\"m\"}{}",
        "{\"model\":\"m\"} x",
        "{\"model\":\"m\",\"model\":\"n\"}",
        "{\"model\":\"m\",\"a\":NaN}",
        "{'model':'m'}",
        "{\"model\":\"m\",/*c*/\"a\":1}",
        "\uFEFF{\"model\":\"m\"}",
        "{\"model\":\"m\",\"a\":01}",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"role\":\"system\"}]}"
      })
  void notOneStrictJsonObject(String body) {
    assertInstanceOf(Problem.Malformed.class, problem(Operation.OPENAI_CHAT, body));
  }

  @Test
  void deepJsonIsRefused() {
    String deep = "[".repeat(70) + "]".repeat(70);
    assertInstanceOf(
        Problem.Malformed.class,
        problem(Operation.OPENAI_CHAT, "{\"model\":\"m\",\"a\":" + deep + "}"));
    byte[] wide = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_16LE);
    assertThrows(ProblemException.class, () -> READER.read(wide, Operation.OPENAI_CHAT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"model\":1}",
        "{\"model\":\"\"}",
        "{\"model\":null}",
        "{\"model\":\"m\",\"stream\":\"yes\"}",
        "{\"model\":\"m\",\"n\":5}",
        "{\"model\":\"m\",\"n\":0}",
        "{\"model\":\"m\",\"n\":1.5}",
        "{\"model\":\"m\",\"n\":1e400}",
        "{\"model\":\"m\",\"best_of\":99999999999999999999}",
        "{\"model\":\"m\",\"max_tokens\":0}",
        "{\"model\":\"m\",\"max_tokens\":-5}",
        "{\"model\":\"m\",\"max_tokens\":\"many\"}",
        "{\"model\":\"m\",\"top_logprobs\":21}",
        "{\"model\":\"m\",\"stop\":[\"1\",\"2\",\"3\",\"4\"]}",
        "{\"model\":\"m\",\"stream_options\":7}",
        "{\"model\":\"m\",\"stream_options\":{\"include_usage\":1}}",
        "{\"model\":\"m\",\"messages\":[{\"content\":[{\"image_url\":{\"url\":\"http://169.254.169.254/\"}}]}]}",
        "{\"model\":\"m\",\"messages\":[{\"content\":[{\"image_url\":\"file:///etc/passwd\"}]}]}",
        "{\"model\":\"m\",\"messages\":[{\"content\":[{\"video_url\":{\"url\":\"DATA:x\"}}]}]}"
      })
  void valuesOutOfBounds(String body) {
    assertInstanceOf(Problem.InvalidField.class, problem(Operation.OPENAI_CHAT, body));
  }

  @Test
  void remotePicturesAreRefusedInOllamaToo() {
    for (String body :
        List.of(
            "{\"model\":\"m\",\"images\":[\"https://evil/x.png\"]}",
            "{\"model\":\"m\",\"messages\":[{\"images\":[\"http://evil/x.png\"]}]}")) {
      assertInstanceOf(Problem.InvalidField.class, problem(Operation.OLLAMA_CHAT, body));
    }
    assertTrue(
        read(Operation.OLLAMA_GENERATE, "{\"model\":\"m\",\"images\":[\"iVBORw0KGgo=\"]}")
            .stream());
  }

  @Test
  void schemasBelongToTheCaller() {
    String tools =
        "{\"model\":\"m\",\"max_tokens\":1,\"tools\":[{\"function\":{\"name\":\"f\",\"parameters\":{\"properties\":{\"endpoint\":{},\"url\":{}}}}}]}";
    assertEquals(tools, engine(Operation.OPENAI_CHAT, tools, "m", 9));
  }

  @Test
  void largeSchemasAreRefused() {
    String body = "{\"model\":\"m\",\"response_format\":{\"schema\":\"" + "x".repeat(300) + "\"}}";
    assertInstanceOf(Problem.InvalidField.class, problem(Operation.OPENAI_CHAT, body));
  }

  @Property(tries = 300)
  void steeringFieldsAreRefusedAtAnyDepth(
      @ForAll("steering") String name, @ForAll @IntRange(max = 20) int depth, @ForAll boolean lists)
      throws IOException {
    ObjectNode inner = JsonText.MAPPER.createObjectNode().put(name, "http://evil/");
    JsonNode at = inner;
    for (int i = 0; i < depth; i++) {
      ObjectNode outer = JsonText.MAPPER.createObjectNode();
      if (lists) {
        outer.putArray("x").add(at);
      } else {
        outer.set("x", at);
      }
      at = outer;
    }
    ObjectNode body = JsonText.MAPPER.createObjectNode().put("model", "m");
    body.setAll((ObjectNode) at);
    assertInstanceOf(Problem.FieldRefused.class, problem(Operation.OPENAI_CHAT, body.toString()));
  }

  @Provide
  Arbitrary<String> steering() {
    return Arbitraries.of(
        "api_base",
        "API_BASE",
        "api-base",
        "base_url",
        "user_config",
        "custom_llm_provider",
        "endpoint",
        "proxy",
        "webhook",
        "callback_url",
        "fallbacks",
        "mock_response",
        "user_api_key",
        "chat_template",
        "chat_template_kwargs",
        "litellm_params",
        "model_list",
        "extra_headers",
        "host",
        "guided_json",
        "lora_path");
  }

  private static Prompt read(Operation operation, String body) {
    return READER.read(body.getBytes(StandardCharsets.UTF_8), operation);
  }

  private static Problem problem(Operation operation, String body) {
    return assertThrows(ProblemException.class, () -> read(operation, body)).problem();
  }

  private static String engine(Operation operation, String body, String served, int context) {
    byte[] bytes = read(operation, body).body().forEngine(served, 4096, context);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
