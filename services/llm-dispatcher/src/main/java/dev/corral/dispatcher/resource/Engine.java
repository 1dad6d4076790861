package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Set;

/// What serves a model, and the sources it can load from.
public enum Engine {
  @JsonProperty("ollama")
  OLLAMA("ollama"),
  @JsonProperty("vllm")
  VLLM("hf", "s3"),
  @JsonProperty("localai")
  LOCALAI("hf", "s3"),
  @JsonProperty("textgen")
  TEXTGEN("hf", "s3"),
  @JsonProperty("bedrock")
  BEDROCK("bedrock"),
  @JsonProperty("external")
  EXTERNAL("external");

  private final Set<String> schemes;

  Engine(String... schemes) {
    this.schemes = Set.of(schemes);
  }

  /// True when this engine can load from the source's scheme.
  public boolean loads(String source) {
    int colon = source.indexOf("://");
    return colon > 0 && schemes.contains(source.substring(0, colon));
  }

  /// The name used in JSON, YAML, labels and the console.
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
