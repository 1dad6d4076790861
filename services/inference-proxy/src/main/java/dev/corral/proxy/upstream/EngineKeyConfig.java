package dev.corral.proxy.upstream;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// The secret that engines' keys are derived from.
@ConfigMapping(prefix = "corral")
public interface EngineKeyConfig {
  /// The file with it; without one no engine gets a key.
  Optional<Path> engineKeyFile();
}
