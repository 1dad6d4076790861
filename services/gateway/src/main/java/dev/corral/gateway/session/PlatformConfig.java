package dev.corral.gateway.session;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// What whoever runs this Corral wants people to know.
@ConfigMapping(prefix = "corral.platform")
public interface PlatformConfig {
  /// One plain sentence shown in the console, for example that the demo model is tiny.
  Optional<String> notice();
}
