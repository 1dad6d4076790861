package dev.corral.dispatcher.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Only when every replica has answered, anything may be concluded.
class ActivityBoardTest {
  private static final Instant USED = Instant.parse("2026-11-20T20:00:00Z");
  private static final ActivityReport.Answer NOTHING =
      new ActivityReport.Answer(Map.of(), Set.of());
  private static final URI ONE = URI.create("http://127.0.0.1:1");
  private static final URI TWO = URI.create("http://127.0.0.1:2");

  @Test
  void allAnswersAreTakenTogether() {
    var report =
        board(
                List.of(ONE, TWO),
                replica ->
                    replica.equals(ONE)
                        ? answer(new ActivityReport.Use(2, Optional.of(USED)))
                        : answer(new ActivityReport.Use(1, Optional.empty())))
            .ask();
    assertThat(report)
        .isInstanceOfSatisfying(
            ActivityReport.Complete.class,
            c -> assertThat(c.of("tiny")).isEqualTo(new ActivityReport.Use(3, Optional.of(USED))));
  }

  @Test
  void oneSilentReplicaMakesTheReportIncomplete() {
    var report =
        board(
                List.of(ONE, TWO),
                replica -> {
                  if (replica.equals(TWO)) {
                    throw new IOException("refused");
                  }
                  return NOTHING;
                })
            .ask();
    assertThat(report).isInstanceOf(ActivityReport.Incomplete.class);
  }

  @Test
  void aReplicaThatHangsMakesTheReportIncomplete() {
    var report =
        board(
                List.of(ONE),
                replica -> {
                  Thread.sleep(Duration.ofMinutes(1));
                  return NOTHING;
                })
            .ask();
    assertThat(report).isInstanceOf(ActivityReport.Incomplete.class);
  }

  @Test
  void noReplicaMakesTheReportIncomplete() {
    assertThat(board(List.of(), replica -> NOTHING).ask())
        .isInstanceOf(ActivityReport.Incomplete.class);
  }

  @Test
  void theProxysAnswerIsRead() throws IOException {
    String json =
        "{\"replica\":\"a\",\"startedAt\":\"2026-11-20T19:00:00Z\",\"models\":{\"tiny\":"
            + "{\"inFlight\":0,\"waiting\":1,\"lastUsedAt\":\"2026-11-20T20:00:00Z\"}},"
            + "\"routable\":[\"tiny\"]}";
    assertThat(ProxyActivity.parse(json.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(answer(new ActivityReport.Use(1, Optional.of(USED))));
  }

  private static ActivityBoard board(List<URI> replicas, ActivityBoard.Asker asker) {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    return new ActivityBoard(() -> replicas, asker, threads, new ShortTimes(), Clock.systemUTC());
  }

  private record ShortTimes() implements IdleTimes {
    @Override
    public Duration giveUp() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Duration minUp() {
      return Duration.ZERO;
    }

    @Override
    public Duration settle() {
      return Duration.ofMillis(10);
    }

    @Override
    public Duration look() {
      return Duration.ofMillis(10);
    }

    @Override
    public Duration retry() {
      return Duration.ofMillis(10);
    }

    @Override
    public Duration askTimeout() {
      return Duration.ofMillis(200);
    }

    @Override
    public Duration remember() {
      return Duration.ZERO;
    }
  }

  private static ActivityReport.Answer answer(ActivityReport.Use use) {
    return new ActivityReport.Answer(Map.of("tiny", use), Set.of("tiny"));
  }
}
