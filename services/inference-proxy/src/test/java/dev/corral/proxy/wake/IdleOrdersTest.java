package dev.corral.proxy.wake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.corral.proxy.endpoint.IdleTimeout;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Upstream;
import dev.corral.proxy.wake.IdleOrders.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// How often the dispatcher hears of one model's time, whatever its owner's clients say.
class IdleOrdersTest {
  private static final Duration PAUSE = IdleOrders.PAUSE;

  private Instant now = Instant.parse("2026-11-20T20:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final List<String> told = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);
  private final IdleOrders orders = new IdleOrders(this::tell, clock, this::later, outcome -> {});

  private CompletionStage<Void> tell(ModelEntry model, String owner, IdleTimeout time) {
    told.add(time.text());
    return answer;
  }

  private void later(Duration pause, Runnable work) {
    pauses.add(pause);
    waiting.add(work);
  }

  private Standing wish(String time) {
    return wish(time, "1h");
  }

  private Standing wish(String time, String table) {
    ModelEntry model =
        new ModelEntry(
            "m",
            new ModelEntry.Naming("uid", "m", Set.of(), Set.of()),
            new ModelEntry.Sharing("alice", Set.of()),
            new ModelEntry.Traits(
                "vllm", "openai", "active", 2048, Instant.EPOCH, IdleTimeout.of(table)),
            new Upstream.Pods(List.of()));
    return orders.order(model, "alice", IdleTimeout.of(time).orElseThrow());
  }

  private void pauseIsOver() {
    now = now.plus(PAUSE);
    waiting.removeFirst().run();
  }

  @Test
  void twoClientsThatDisagreeAreHeardOnceAPauseTheLatestLast() {
    assertEquals(Standing.ASKED, wish("5m"));
    assertEquals(Standing.SET, wish("5m"));
    for (int i = 0; i < 100; i++) {
      assertEquals(Standing.ASKED, wish("10m"));
      assertEquals(Standing.ASKED, wish("7m"));
    }
    assertEquals(List.of("5m"), told);
    assertEquals(List.of(PAUSE), pauses);
    pauseIsOver();
    assertEquals(List.of("5m", "7m"), told);
    assertEquals(Standing.SET, wish("7m"));
  }

  @Test
  void aTableThatChangedShortensNoPause() {
    wish("5m");
    now = now.plusSeconds(4);
    assertEquals(Standing.SET, wish("5m", "5m"));
    assertEquals(Standing.ASKED, wish("10m", "5m"));
    assertEquals(List.of("5m"), told);
    assertEquals(List.of(Duration.ofSeconds(6)), pauses);
    pauseIsOver();
    assertEquals(List.of("5m", "10m"), told);
  }

  @Test
  void whatIsWishedDuringACallIsSaidAPauseLater() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    answer = first;
    wish("5m");
    wish("10m");
    first.complete(null);
    assertEquals(List.of("5m"), told);
    answer = CompletableFuture.completedFuture(null);
    pauseIsOver();
    assertEquals(List.of("5m", "10m"), told);
  }

  @Test
  void aDispatcherThatFailsIsLeftAloneForAPause() {
    answer = CompletableFuture.failedFuture(new IllegalStateException("away"));
    wish("5m");
    assertEquals(Standing.FAILED, wish("5m"));
    now = now.plus(PAUSE.minusMillis(1));
    assertEquals(Standing.FAILED, wish("5m"));
    assertEquals(List.of("5m"), told);
    now = now.plusMillis(1);
    assertEquals(Standing.ASKED, wish("5m"));
    assertEquals(List.of("5m", "5m"), told);
    assertEquals(List.of(), pauses);
  }

  @Test
  void afterAPauseAChangeIsSaidAtOnce() {
    wish("5m");
    now = now.plus(PAUSE);
    wish("10m");
    assertEquals(List.of("5m", "10m"), told);
    assertEquals(Optional.empty(), waiting.stream().findAny());
  }
}
