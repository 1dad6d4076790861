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

  /// Most texts in one request for completions.
  @WithDefault("16")
  int maxPrompts();

  /// Most texts in one request for embeddings.
  @WithDefault("2048")
  int maxInputs();

  /// Most tools.
  @WithDefault("128")
  int maxTools();

  /// Longest list of tools with their schemas in bytes.
  @WithDefault("262144")
  int maxToolsBytes();

  /// Most tokens that `logit_bias` may name.
  @WithDefault("1024")
  int maxBiases();

  /// Longest grammar or schema for structured answers in bytes.
  @WithDefault("16384")
  int maxFormatBytes();

  /// Most stop sequences.
  @WithDefault("16")
  int maxStops();
}
