package dev.corral.dispatcher.kill;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// The times and names of the kill.
@ConfigMapping(prefix = "corral.kill")
public interface KillConfig {
  /// How often the switch is looked at, and a kill that is going on.
  @WithDefault("3s")
  Duration look();

  /// How often a completed kill is verified again.
  @WithDefault("15s")
  Duration rest();

  /// How long Karpenter has to give the nodes back before EC2 is told to terminate them.
  @WithDefault("5m")
  Duration grace();

  /// Sets the time until which Karpenter waits for pods to now; not documented by Karpenter.
  @WithDefault("false")
  boolean skipDrain();

  /// The cluster's name in the tag `kubernetes.io/cluster/<name>` that Karpenter gives to
  /// instances.
  Optional<String> clusterName();
}
