package dev.corral.proxy.dialect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What one request may ask for.
@ConfigMapping(prefix = "corral.prompt")
public interface PromptConfig {
  /// Longest request body in bytes.
  @WithDefault("4194304")
  int maxBodyBytes();

  /// Most bytes of the bodies of all requests in progress together.
  @WithDefault("134217728")
  int maxBytesInFlight();

  /// Most tokens that one answer may have; the model's context length bounds it too.
  @WithDefault("4096")
  int maxTokens();

  /// Most answers per request (`n`, `best_of`).
  @WithDefault("4")
  int maxChoices();

  /// Longest grammar or schema for structured answers in bytes.
  @WithDefault("16384")
  int maxFormatBytes();

  /// Most stop sequences.
  @WithDefault("16")
  int maxStops();
}
