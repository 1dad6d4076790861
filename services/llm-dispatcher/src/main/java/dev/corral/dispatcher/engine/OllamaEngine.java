package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.ModelSpec;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Ollama, one model per pod: the weights are pulled before it serves, and only our own idle timer
/// unloads them.
public record OllamaEngine(String image) implements ModelEngine {
  private static final String SCHEME = "ollama://";

  @Override
  public String name() {
    return "ollama";
  }

  @Override
  public String template() {
    return "/manifest/ollama.deployment.yaml";
  }

  @Override
  public String dialect() {
    return "ollama";
  }

  @Override
  public Map<String, String> weightsEnvironment(String servedName, ModelSpec spec) {
    return new TreeMap<>(
        Map.of(
            "CORRAL_SERVED_NAME",
            servedName,
            "OLLAMA_MODEL",
            spec.source().substring(SCHEME.length())));
  }

  @Override
  public Map<String, String> engineEnvironment(ModelSpec spec) {
    return new TreeMap<>(
        Map.of(
            "OLLAMA_CONTEXT_LENGTH",
            Integer.toString(Objects.requireNonNullElse(spec.contextLength(), 2048)),
            "OLLAMA_NUM_PARALLEL",
            Integer.toString(Math.min(8, Objects.requireNonNullElse(spec.targetRequests(), 8)))));
  }
}
