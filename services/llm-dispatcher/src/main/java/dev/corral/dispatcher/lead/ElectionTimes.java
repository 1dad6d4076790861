package dev.corral.dispatcher.lead;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The times of the election: retry < renew deadline < lease duration.
@ConfigMapping(prefix = "corral.lead")
public interface ElectionTimes {
  /// How long a lease must have been seen unchanged before somebody else may take it.
  @WithDefault("15s")
  Duration leaseDuration();

  /// How long after its own last renewal a leader still leads.
  @WithDefault("10s")
  Duration renewDeadline();

  /// How often the lease is renewed or looked at.
  @WithDefault("2s")
  Duration retry();

  /// How long reconciling has to end after the lease is lost, before the process ends itself.
  @WithDefault("40s")
  Duration handOver();
}
