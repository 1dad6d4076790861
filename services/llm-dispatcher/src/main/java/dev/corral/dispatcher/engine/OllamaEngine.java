package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Ollama, one model per pod: the weights are pulled before it serves, and only our own idle timer
/// unloads them.
///
/// @param registries hosts that a source may name; without one Ollama asks its own
public record OllamaEngine(String image, String gpuImage, List<String> registries, Sizes sizes)
    implements PodEngine {
  private static final List<String> PULL =
      List.of("/bin/bash", "-c", Weights.script("/weights/ollama.sh"), "ollama.sh");

  @Override
  public Engine kind() {
    return Engine.OLLAMA;
  }

  @Override
  public String dialect() {
    return "ollama";
  }

  @Override
  public int port() {
    return 11434;
  }

  @Override
  public boolean keyed() {
    return false;
  }

  @Override
  public Optional<Refusal> refusal(ModelSpec spec) {
    if (Source.parse(spec.source()) instanceof Source.Ollama source
        && source.registry().filter(host -> !registries.contains(host)).isPresent()) {
      return Optional.of(
          new Refusal(
              "source",
              "The platform loads from no other registry than "
                  + String.join(", ", registries)
                  + "."));
    }
    return Optional.empty();
  }

  @Override
  public EnginePod pod(ServedModel model) {
    String runs = model.gpus() == 0 ? image : gpuImage;
    int parallel = Math.min(8, Objects.requireNonNullElse(model.spec().targetRequests(), 8));
    return new EnginePod(
        "/manifest/ollama.deployment.yaml",
        runs,
        List.of(),
        new TreeMap<>(
            Map.of(
                "OLLAMA_CONTEXT_LENGTH",
                model.contextLength(),
                "OLLAMA_NUM_PARALLEL",
                Integer.toString(parallel))),
        List.of(pull(model, runs)),
        Map.of(),
        sizes.of(model));
  }

  private static Fetch pull(ServedModel model, String image) {
    if (!(model.source() instanceof Source.Ollama source)) {
      throw new IllegalArgumentException("not a source of Ollama");
    }
    var environment =
        new TreeMap<String, String>(
            Map.of(
                "CORRAL_SERVED_NAME", model.name(),
                "HOME", "/models",
                "OLLAMA_HOST", "127.0.0.1:11434",
                "OLLAMA_MODEL", source.name(),
                "OLLAMA_MODELS", "/models/store",
                "OLLAMA_NO_CLOUD", "1"));
    return new Fetch(Fetch.WEIGHTS, image, PULL, environment, Optional.empty(), false);
  }
}
