package dev.corral.local.cloud.ec2;

import dev.corral.local.cloud.aws.Knobs;
import java.time.Duration;

/// How long an instance takes to start and to end; the knob `delays` sets other milliseconds.
record Delays(Knobs knobs) {
  private static final long PENDING_MILLIS = 1500;
  private static final long SHUTTING_DOWN_MILLIS = 1000;

  Duration pending() {
    return of("pending", PENDING_MILLIS);
  }

  Duration shuttingDown() {
    return of("shutting-down", SHUTTING_DOWN_MILLIS);
  }

  private Duration of(String name, long absent) {
    return Duration.ofMillis(
        knobs.find("delays", name).map(millis -> millis.asLong(absent)).orElse(absent));
  }
}
