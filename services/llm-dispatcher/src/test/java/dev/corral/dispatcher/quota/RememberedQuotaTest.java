package dev.corral.dispatcher.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// Nobody waits for the quota.
class RememberedQuotaTest {
  private final Queue<Runnable> beside = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private int asked;
  private boolean answers = true;
  private final RememberedQuota quota =
      new RememberedQuota(
          this::ask,
          new RememberedQuota.Times(Duration.ofHours(1), Duration.ofMinutes(1)),
          Clock.tick(new Turned(), Duration.ofMillis(1)),
          beside::add);

  @Test
  void whoAsksFirstGetsNothingAndOneQuestionIsOnItsWay() {
    assertThat(quota.vcpus()).isEmpty();
    assertThat(quota.vcpus()).isEmpty();
    assertThat(beside).hasSize(1);
    beside.remove().run();
    assertThat(quota.vcpus()).contains(8);
    assertThat(beside).isEmpty();
  }

  @Test
  void anOldAnswerIsGivenWhileANewOneIsAskedFor() {
    quota.vcpus();
    beside.remove().run();
    now = now.plus(Duration.ofMinutes(61));
    assertThat(quota.vcpus()).contains(8);
    assertThat(beside).hasSize(1);
  }

  @Test
  void whatWasKnownSurvivesAnAnswerThatDoesNotCome() {
    quota.vcpus();
    beside.remove().run();
    answers = false;
    now = now.plus(Duration.ofMinutes(61));
    quota.vcpus();
    beside.remove().run();
    assertThat(quota.vcpus()).contains(8);
    assertThat(beside).as("not again at once").isEmpty();
    now = now.plus(Duration.ofMinutes(2));
    quota.vcpus();
    assertThat(beside).hasSize(1);
    assertThat(asked).isEqualTo(2);
  }

  private int ask() {
    asked++;
    if (!answers) {
      throw new IllegalStateException("away");
    }
    return 8;
  }

  private final class Turned extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
