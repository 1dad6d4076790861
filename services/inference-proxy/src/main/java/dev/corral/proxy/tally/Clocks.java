package dev.corral.proxy.tally;

import java.time.Clock;
import java.util.function.LongSupplier;

/// Wall time for records, monotonic time for durations.
public record Clocks(Clock wall, LongSupplier nanos) {

  /// The machine's.
  public static Clocks system() {
    return new Clocks(Clock.systemUTC(), System::nanoTime);
  }
}
