package dev.corral.proxy.tally;

import dev.corral.proxy.dialect.AnswerClock;
import dev.corral.proxy.dialect.Timing;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// The times of one request. Used by one thread at a time.
public final class Meter implements AnswerClock {
  private final Clocks clocks;
  private final Instant arrivedAt;
  private final long arrived;
  private long called;
  private OptionalLong firstToken = OptionalLong.empty();
  private long lastToken;
  private long queued;
  private boolean cold;
  private boolean wantsStop;
  private Optional<String> stopReason = Optional.empty();

  /// Starts now.
  public Meter(Clocks clocks) {
    this.clocks = clocks;
    this.arrivedAt = clocks.wall().instant();
    this.arrived = clocks.nanos().getAsLong();
    this.called = arrived;
  }

  /// The request has to wait for a replica.
  public void waiting() {
    cold = true;
  }

  /// The wait is over, whichever way.
  public void waited(long sinceNanos) {
    queued += clocks.nanos().getAsLong() - sinceNanos;
  }

  /// The engine is called now; a second attempt counts anew.
  public void calling() {
    called = clocks.nanos().getAsLong();
    firstToken = OptionalLong.empty();
  }

  /// Somebody wants to know why the answer ends.
  public void wantStop() {
    wantsStop = true;
  }

  @Override
  public boolean wantsStop() {
    return wantsStop;
  }

  @Override
  public void stopped(String word) {
    stopReason = Optional.of(word);
  }

  /// The engine's word for why the answer ended, if it gave one.
  public Optional<String> stopReason() {
    return stopReason;
  }

  /// When the first token was there, by the wall clock, if there was one.
  public Optional<Instant> firstTokenAt() {
    return firstToken.isEmpty()
        ? Optional.empty()
        : Optional.of(arrivedAt.plusNanos(firstToken.getAsLong() - arrived));
  }

  @Override
  public void token() {
    lastToken = clocks.nanos().getAsLong();
    if (firstToken.isEmpty()) {
      firstToken = OptionalLong.of(lastToken);
    }
  }

  @Override
  public Timing timing() {
    long now = clocks.nanos().getAsLong();
    long first = firstToken.orElse(now);
    return new Timing(
        millis(queued), millis(first - called), firstToken.isEmpty() ? 0 : millis(now - first));
  }

  /// Time to the first token, if there was one.
  public OptionalLong ttftMs() {
    return firstToken.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(millis(firstToken.getAsLong() - called));
  }

  /// From the first token to the last.
  public OptionalLong generationMs() {
    return firstToken.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(millis(lastToken - firstToken.getAsLong()));
  }

  /// Replaces what was measured of a whole answer by what its engine says.
  public void settle(Timing truer) {
    firstToken = OptionalLong.of(called + TimeUnit.MILLISECONDS.toNanos(truer.ttftMs()));
    lastToken = firstToken.getAsLong() + TimeUnit.MILLISECONDS.toNanos(truer.generationMs());
  }

  /// When the request came.
  public Instant arrivedAt() {
    return arrivedAt;
  }

  /// Now, by the monotonic clock.
  public long nanos() {
    return clocks.nanos().getAsLong();
  }

  /// Now, by the wall clock.
  public Instant now() {
    return clocks.wall().instant();
  }

  /// Since the request came.
  public long totalMs() {
    return millis(clocks.nanos().getAsLong() - arrived);
  }

  /// Time spent waiting for a replica.
  public long queueMs() {
    return millis(queued);
  }

  /// Whether the model had to be woken.
  public boolean cold() {
    return cold;
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos));
  }
}
