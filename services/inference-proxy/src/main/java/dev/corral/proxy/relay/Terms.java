package dev.corral.proxy.relay;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What a caller asks for beside the prompt.
///
/// @param usageId of the usage event; every run of a job has its own
/// @param job that this is a run of
/// @param hold how long a whole answer may wait for its model; the platform's own time if empty
/// @param wakeText whether a stream tells in its reasoning text how far the model is
/// @param traceparent of the caller's own trace, as it was sent
record Terms(
    UUID usageId,
    Optional<UUID> job,
    Optional<Duration> hold,
    boolean wakeText,
    Optional<String> traceparent) {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,3}");
  private static final int LONGEST_HOLD = 600;

  /// As the headers `X-Wake-Wait` (0 to 600 seconds) and `X-Wake-Text: reasoning` say; anything
  /// else in them means nothing.
  static Terms of(HttpServerRequest request) {
    Optional<Duration> hold =
        Optional.ofNullable(request.getHeader("x-wake-wait"))
            .filter(SECONDS.asMatchPredicate())
            .map(Integer::parseInt)
            .filter(seconds -> seconds <= LONGEST_HOLD)
            .map(Duration::ofSeconds);
    boolean wakeText = "reasoning".equals(request.getHeader("x-wake-text"));
    return new Terms(
        UUID.randomUUID(),
        Optional.empty(),
        hold,
        wakeText,
        Optional.ofNullable(request.getHeader("traceparent")));
  }

  /// Those of a request of our own.
  static Terms of(Duration hold) {
    return of(Optional.empty(), hold);
  }

  /// Those of one run of a job. A job may run again: what the ledger has of one run must not keep
  /// the next one's tokens out.
  static Terms of(UUID job, Duration hold) {
    return of(Optional.of(job), hold);
  }

  private static Terms of(Optional<UUID> job, Duration hold) {
    return new Terms(UUID.randomUUID(), job, Optional.of(hold), false, Optional.empty());
  }
}
