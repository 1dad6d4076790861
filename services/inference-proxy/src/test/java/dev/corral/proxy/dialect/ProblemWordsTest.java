package dev.corral.proxy.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Each problem in every dialect against the golden file; the contract's loading object is real.
class ProblemWordsTest {
  private static final Loading LOADING =
      new Loading("tiny", "weights", OptionalInt.of(9), Optional.of(new BigDecimal("0.42")))
          .at(new Loading.Place("b1f9f8a5-2a44-4b57-9f5e-5e1c1f1d7a10", 2));
  private static final List<Problem> ALL =
      List.of(
          new Problem.Unauthorized(),
          new Problem.Forbidden("You are not a user of this platform."),
          new Problem.ModelNotFound("nope"),
          new Problem.NoSuchRoute(),
          new Problem.MethodNotAllowed("POST"),
          new Problem.AmbiguousPath(),
          new Problem.Malformed("The body must be one JSON object."),
          new Problem.InvalidField("n", "The field 'n' must be between 1 and 4."),
          new Problem.FieldRefused("api_base"),
          new Problem.BodyTooLarge(4194304),
          new Problem.UnsupportedMedia(),
          new Problem.SlowBody(),
          new Problem.TooManyStreams(256),
          new Problem.Overloaded(),
          new Problem.TooManyWaiters(LOADING),
          new Problem.LaunchLimit(1800),
          new Problem.Starting(LOADING),
          new Problem.ModelFailed("tiny", "OutOfMemory"),
          new Problem.OperationUnsupported("tiny", "embeddings"),
          new Problem.FieldUnsupported("top_k", "tiny"),
          new Problem.RateLimited("tokens", 60000, 12),
          new Problem.BudgetSpent("this key"),
          new Problem.ContentRefused("prompt"),
          new Problem.Throttled(4),
          new Problem.ModelRetired("tiny"),
          new Problem.ModelForbidden("tiny"),
          new Problem.StorageUnavailable(),
          new Problem.NotConfigured("Images are not set up here."),
          new Problem.NotYours("job"),
          new Problem.EngineUnavailable(),
          new Problem.EngineBusy(),
          new Problem.EngineBroken(),
          new Problem.EngineTimeout(),
          new Problem.EngineRefused("too long"),
          new Problem.Restarting(),
          new Problem.IdentityUnavailable(),
          new Problem.NotReady(),
          new Problem.Internal());

  @Test
  void everyProblemIsListedHere() {
    Set<Class<?>> listed = ALL.stream().map(Object::getClass).collect(Collectors.toSet());
    assertEquals(Set.copyOf(Arrays.asList(Problem.class.getPermittedSubclasses())), listed);
  }

  @Test
  void everyDialectSaysWhatTheGoldenFileSays() throws IOException {
    JsonNode golden;
    try (InputStream in = ProblemWordsTest.class.getResourceAsStream("/golden/problems.json")) {
      golden = JsonText.MAPPER.readTree(in);
    }
    assertEquals(golden.toPrettyString(), spoken().toPrettyString());
  }

  @Test
  void theLoadingObjectIsTheContracts() throws IOException {
    JsonNode example =
        JsonText.MAPPER.readTree(Path.of("src/main/contract/examples/loading.json").toFile());
    assertEquals(example.toPrettyString(), LoadingJson.of(LOADING).toPrettyString());
  }

  @Test
  void onlyATerminalFailureHasNoRetry() {
    assertTrue(new Problem.ModelFailed("m", "Quota").retryAfter().isEmpty());
    assertEquals(OptionalInt.of(9), new Problem.Starting(LOADING).retryAfter());
  }

  @Test
  void theEnginesWordsAreOnlyPassedOnWhenHarmless() {
    assertEquals(
        "prompt is too long, limit 2048", words("{\"error\":\"prompt is too long, limit 2048\"}"));
    for (String telling :
        List.of(
            "{\"error\":{\"message\":\"object at 0x7f3a2b\"}}",
            "<html>",
            "{\"error\":\"see /root/x\"}",
            "{\"error\":\"dial 10.0.3.17 refused\"}",
            "{\"error\":\"" + "x".repeat(500) + "\"}")) {
      assertEquals("The model's engine refused this request.", words(telling));
    }
  }

  private static String words(String body) {
    return EngineWords.harmless(body.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode spoken() throws IOException {
    ObjectNode all = JsonText.MAPPER.createObjectNode();
    for (Problem problem : ALL) {
      ObjectNode said = all.putObject(problem.getClass().getSimpleName());
      for (Dialect dialect : Dialect.values()) {
        Voice.Refusal refusal = Voice.of(dialect).refusal(problem, "req-1");
        said.putObject(dialect.id())
            .put("status", refusal.status())
            .set("body", JsonText.MAPPER.readTree(refusal.body()));
      }
    }
    if (Boolean.getBoolean("contract.write")) {
      Files.writeString(
          Path.of("src/test/resources/golden/problems.json"), all.toPrettyString() + "\n");
    }
    return all;
  }
}
