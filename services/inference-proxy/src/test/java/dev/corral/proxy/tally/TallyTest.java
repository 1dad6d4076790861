package dev.corral.proxy.tally;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.dialect.Timing;
import dev.corral.proxy.dialect.TokenCount;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Exactly one event per request, as the contract says, and none lost while the queue is away.
class TallyTest {
  private static final Path CONTRACT = Path.of("src/main/contract");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private record TestConfig(int usageBuffer) implements UsageConfig {
    @Override
    public String usage() {
      return "usage";
    }

    @Override
    public Duration usageRetry() {
      return Duration.ofMillis(5);
    }

    @Override
    public Duration usageFlush() {
      return Duration.ofSeconds(5);
    }
  }

  private final AtomicLong nanos = new AtomicLong();
  private final Clock wall = Clock.fixed(Instant.parse("2026-11-20T20:00:00Z"), ZoneOffset.UTC);
  private final Clocks clocks = new Clocks(wall, nanos::get);
  private final List<UsageEvent> sent = new CopyOnWriteArrayList<>();
  private final AtomicBoolean away = new AtomicBoolean();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final UsageOutbox outbox =
      new UsageOutbox(this::send, UsageJournal.NONE, new TestConfig(20), registry);
  private final Activity activity = new Activity("replica-1", wall);
  private final Tally tally = new Tally(activity, new ProxyMetrics(registry), outbox);

  private void send(List<UsageEvent> events) throws IOException {
    if (away.get()) {
      throw new IOException("away");
    }
    sent.addAll(events);
  }

  private static RequestFacts facts() {
    return new RequestFacts(
        UUID.randomUUID(), "alice", Optional.of("abcdefghij12"), "tiny", Operation.OPENAI_CHAT);
  }

  private void millis(long count) {
    nanos.addAndGet(count * 1_000_000);
  }

  @AfterEach
  void close() {
    away.set(false);
    outbox.close();
  }

  @Test
  void timesAreTakenWhereTheyHappen() {
    Meter meter = new Meter(clocks);
    millis(5);
    meter.waiting();
    long since = meter.nanos();
    millis(700);
    meter.waited(since);
    meter.calling();
    millis(40);
    meter.token();
    millis(100);
    meter.token();
    millis(3);
    assertEquals(new Timing(700, 40, 103), meter.timing());
    assertEquals(100, meter.generationMs().orElseThrow());
    assertEquals(848, meter.totalMs());
    assertTrue(meter.cold());
  }

  @Test
  void oneEventHoweverOftenItIsClosed() throws IOException {
    Tally.Account account = tally.open(facts(), new Meter(clocks), new Trail() {});
    account.close(Outcome.DONE, TokenCount.exact(3, 4), 100, 200);
    account.close(Outcome.ERROR, TokenCount.NONE, 0, 0);
    await().until(() -> sent.size() == 1);
    JsonNode json = JSON.valueToTree(sent.getFirst());
    assertEquals(Set.of(), Set.copyOf(schema("usage-event.schema.json").validate(json)));
    assertEquals("done", json.at("/data/outcome").asText());
    assertTrue(json.at("/data/ttftMs").isMissingNode());
  }

  @Test
  void aTraceThatCannotEndLosesNoEvent() {
    Trail torn =
        new Trail() {
          @Override
          public void ended(UsageEvent.Data data, Meter meter, String error) {
            throw new IllegalStateException("the exporter is gone");
          }
        };
    tally
        .open(facts(), new Meter(clocks), torn)
        .close(Outcome.DONE, TokenCount.exact(3, 4), 100, 200);
    await().until(() -> sent.size() == 1);
  }

  @Test
  void theExamplesAreWhatWeSendAndValid() throws IOException {
    JsonSchema schema = schema("usage-event.schema.json");
    try (Stream<Path> examples = Files.list(CONTRACT.resolve("examples"))) {
      for (Path example :
          examples.filter(p -> p.getFileName().toString().startsWith("usage-")).toList()) {
        JsonNode json = JSON.readTree(example.toFile());
        assertEquals(Set.of(), Set.copyOf(schema.validate(json)), example.toString());
        JsonNode again =
            JSON.valueToTree(
                new UsageEvent(
                    json.get("id").asText(),
                    json.get("time").asText(),
                    json.get("subject").asText(),
                    JSON.treeToValue(json.get("data"), UsageEvent.Data.class)));
        assertEquals(json.toPrettyString(), again.toPrettyString());
      }
    }
  }

  @Test
  void aQueueThatIsAwayLosesNothingUntilTheBufferIsFull() {
    away.set(true);
    for (int i = 0; i < 15; i++) {
      tally
          .open(facts(), new Meter(clocks), new Trail() {})
          .close(Outcome.DONE, TokenCount.NONE, 0, 0);
    }
    away.set(false);
    await().until(() -> sent.size() == 15);
    assertEquals(15, sent.stream().map(UsageEvent::id).distinct().count());
    assertEquals(0, registry.counter("corral.usage.dropped").count());
  }

  @Test
  void overflowIsCounted() {
    away.set(true);
    for (int i = 0; i < 100; i++) {
      tally
          .open(facts(), new Meter(clocks), new Trail() {})
          .close(Outcome.DONE, TokenCount.NONE, 0, 0);
    }
    double dropped = registry.counter("corral.usage.dropped").count();
    assertTrue(dropped >= 69, "dropped " + dropped);
    away.set(false);
    await().until(() -> sent.size() + dropped == 100);
  }

  @Test
  void whatComesAfterTheEndIsCounted() {
    outbox.close();
    tally
        .open(facts(), new Meter(clocks), new Trail() {})
        .close(Outcome.DONE, TokenCount.NONE, 0, 0);
    assertEquals(1, registry.counter("corral.usage.dropped").count());
  }

  @Test
  void activityCountsWhatRunsAndWhatWaits() throws IOException {
    Tally.Account account = tally.open(facts(), new Meter(clocks), new Trail() {});
    account.waiting();
    assertEquals(
        new Activity.Use(0, 1, wall.instant()),
        activity.report(Set.of("tiny"), Set.of("tiny")).models().get("tiny"));
    account.waited();
    JsonNode report = JSON.valueToTree(activity.report(Set.of("tiny"), Set.of("tiny")));
    assertEquals(1, report.at("/models/tiny/inFlight").asInt());
    assertEquals(Set.of(), Set.copyOf(schema("activity.schema.json").validate(report)));
    JsonNode example = JSON.readTree(CONTRACT.resolve("examples/activity.json").toFile());
    assertEquals(Set.of(), Set.copyOf(schema("activity.schema.json").validate(example)));
    account.close(Outcome.DONE, TokenCount.NONE, 0, 0);
    assertTrue(activity.report(Set.of("tiny"), Set.of("tiny")).models().containsKey("tiny"));
    assertTrue(activity.report(Set.of(), Set.of()).models().isEmpty());
  }

  private static JsonSchema schema(String file) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(CONTRACT.resolve(file)));
  }
}
