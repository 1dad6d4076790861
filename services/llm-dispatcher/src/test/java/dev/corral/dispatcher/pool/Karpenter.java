package dev.corral.dispatcher.pool;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/// The configuration as the service reads it.
public final class Karpenter {
  private Karpenter() {}

  /// The defaults.
  public static KarpenterConfig standard() {
    return with(Map.of());
  }

  /// EKS Auto Mode.
  static KarpenterConfig autoMode() {
    return with(
        Map.of(
            "corral.karpenter.node-class.group",
            "eks.amazonaws.com",
            "corral.karpenter.node-class.kind",
            "NodeClass"));
  }

  public static KarpenterConfig with(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(KarpenterConfig.class)
        .withSources(new PropertiesConfigSource(values, "test", 300))
        .build()
        .getConfigMapping(KarpenterConfig.class);
  }
}
