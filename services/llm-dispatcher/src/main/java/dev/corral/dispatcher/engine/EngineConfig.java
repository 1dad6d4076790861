package dev.corral.dispatcher.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Which images the engines run from.
@ConfigMapping(prefix = "corral.engines")
public interface EngineConfig {
  /// Ollama's image. In a cluster, set it by digest (`repository@sha256:…`); the default names a
  /// fixed version.
  @WithDefault("docker.io/ollama/ollama:0.12.10")
  String ollamaImage();
}
