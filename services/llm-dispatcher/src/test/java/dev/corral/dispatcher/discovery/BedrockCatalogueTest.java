package dev.corral.dispatcher.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.discovery.Answers.Part;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real client against everything that a control plane can do to it.
class BedrockCatalogueTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String MODEL =
      """
      {"modelId":"a.model-%d","modelName":"Model","providerName":"Amazon",\
      "outputModalities":["TEXT"],"modelLifecycle":{"status":"ACTIVE"}}\
      """;

  private final BedrockWire wire = BedrockWire.of(Path.of("src/test/bedrock/europe"));

  @AfterEach
  void close() {
    wire.close();
  }

  @Test
  void everyListIsRead() {
    Answers answers = wire.ask(PATIENCE);
    assertThat(answers.foundation().items())
        .filteredOn(model -> model.id().contains("mistral"))
        .singleElement()
        .satisfies(model -> assertThat(model.lifecycle().ends()).isPresent());
    assertThat(answers.profiles().items()).anyMatch(Answers.Profile::application);
    assertThat(answers.profiles().items()).anyMatch(profile -> !profile.application());
    assertThat(answers.custom().items()).isNotEmpty();
    assertThat(answers.deployments().items()).isNotEmpty();
    assertThat(answers.provisioned().items()).isNotEmpty();
    assertThat(answers.imported().items()).isNotEmpty();
  }

  @Test
  void aThrottleIsWaitedOutAndTheBudgetOfRetriesEnds() {
    var throttled = BedrockWire.refusal(429, "ThrottlingException", "Rate exceeded");
    wire.on("custom-models", BedrockWire.inTurn(List.of(throttled, BedrockWire.json(200, "{}"))));
    wire.on("imported-models", throttled);
    Answers answers = wire.ask(PATIENCE);
    assertThat(answers.custom()).isEqualTo(new Part.Told<>(List.of(), true));
    assertThat(why(answers.imported())).isEqualTo("it throttles us (ThrottlingException)");
    assertThat(wire.asked("imported-models")).isBetween(2, 4);
  }

  @Test
  void whatTheRoleMayNotAskIsSaidWithoutTheWordsOfAws() {
    wire.on(
        "imported-models",
        BedrockWire.refusal(
            403,
            "AccessDeniedException",
            "User: arn:aws:sts::000000000000:assumed-role/secret is not authorized"));
    Answers answers = wire.ask(PATIENCE);
    assertThat(why(answers.imported()))
        .isEqualTo("the role may not ask for it (AccessDeniedException)");
    assertThat(answers.foundation().items()).isNotEmpty();
  }

  @Test
  void whoHangsIsNotWaitedForBeyondTheDeadline() {
    var never = new CountDownLatch(1);
    wire.on(
        "provisioned-model-throughputs",
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    long began = System.nanoTime();
    Answers answers = wire.ask(Duration.ofMillis(1200));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
    assertThat(why(answers.provisioned())).isEqualTo("no answer in time");
    never.countDown();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"modelSummaries\":\"x\"}",
        "{\"modelSummaries\":[[[[",
        "{\"modelSummaries\":[{\"modelId\":{\"a\":1}}]}",
        "{\"modelSummaries\":[{\"modelLifecycle\":{\"endOfLifeTime\":\"soon\"}}]}"
      })
  void garbageIsSilenceAndNeverAnEmptyList(String body) {
    wire.on("foundation-models", BedrockWire.json(200, body));
    assertThat(why(wire.ask(PATIENCE).foundation())).contains("cannot be read");
  }

  @Test
  void missingAndNullFieldsAreRead() {
    wire.on(
        "foundation-models",
        BedrockWire.json(
            200, "{\"modelSummaries\":[{},null,{\"modelId\":null,\"outputModalities\":[null]}]}"));
    wire.on(
        "inference-profiles",
        BedrockWire.json(200, "{\"inferenceProfileSummaries\":[{\"models\":[null,{}]}]}"));
    Answers answers = wire.ask(PATIENCE);
    assertThat(answers.foundation().items()).hasSize(2);
    assertThat(answers.profiles().items()).hasSize(2);
  }

  @Test
  void tenThousandModelsAreRead() {
    String all =
        IntStream.range(0, 10_000).mapToObj(MODEL::formatted).collect(Collectors.joining(","));
    wire.on("foundation-models", BedrockWire.json(200, "{\"modelSummaries\":[" + all + "]}"));
    assertThat(wire.ask(PATIENCE).foundation().items()).hasSize(10_000);
  }

  @Test
  void anAnswerWithoutEndIsCut() {
    byte[] filler = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
    wire.on(
        "foundation-models",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 200; i++) {
            exchange.getResponseBody().write(filler);
          }
          exchange.close();
        });
    assertThat(wire.ask(PATIENCE).foundation()).isInstanceOf(Part.Unheard.class);
  }

  @Test
  void aListWithoutEndIsCutAndSaidToBe() {
    var page = new java.util.concurrent.atomic.AtomicInteger();
    wire.on(
        "custom-models",
        exchange ->
            BedrockWire.json(
                    200,
                    "{\"modelSummaries\":[{\"modelName\":\"x\"}],\"nextToken\":\"%d\"}"
                        .formatted(page.incrementAndGet()))
                .to(exchange));
    Part<Answers.Custom> custom = wire.ask(PATIENCE).custom();
    assertThat(custom.items()).hasSize(Pages.MOST_PAGES);
    assertThat(custom)
        .isInstanceOfSatisfying(Part.Told.class, told -> assertThat(told.whole()).isFalse());
  }

  @Test
  void aTokenThatRepeatsEndsTheReading() {
    wire.on(
        "custom-models", BedrockWire.json(200, "{\"modelSummaries\":[],\"nextToken\":\"again\"}"));
    Part<Answers.Custom> custom = wire.ask(PATIENCE).custom();
    assertThat(custom).isEqualTo(new Part.Told<>(List.of(), false));
    assertThat(wire.asked("custom-models")).isEqualTo(2);
  }

  @Test
  void aDeadEndpointIsSilenceForAll() {
    wire.close();
    Answers answers = wire.ask(PATIENCE);
    assertThat(why(answers.foundation())).contains("cannot be reached");
    assertThat(why(answers.imported())).contains("cannot be reached");
  }

  private static String why(Part<?> part) {
    return part instanceof Part.Unheard<?> unheard ? unheard.why() : "it was told";
  }
}
