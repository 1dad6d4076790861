package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// text-generation-webui without its UI: safetensors or one GGUF file on a GPU. Nobody publishes an
/// image of it, so there is none until the platform team builds one.
public record TextgenEngine(Optional<String> gpuImage, Weights weights, Sizes sizes)
    implements PodEngine {
  @Override
  public Engine kind() {
    return Engine.TEXTGEN;
  }

  @Override
  public String dialect() {
    return "openai";
  }

  @Override
  public int port() {
    return 5000;
  }

  @Override
  public boolean keyed() {
    return true;
  }

  @Override
  public Optional<Refusal> refusal(ModelSpec spec) {
    if (gpuImage.isEmpty()) {
      return Optional.of(
          new Refusal(
              "engine",
              "The platform has no image of textgen. Its team builds one and names it in"
                  + " corral.engines.textgen.gpu-image."));
    }
    return "cpu".equals(spec.place())
        ? Optional.of(new Refusal("compute", "textgen needs a GPU. Name a GPU pool as compute."))
        : Optional.empty();
  }

  @Override
  public EnginePod pod(ServedModel model) {
    Optional<String> file = LocalAiEngine.file(model.spec().source());
    List<String> choice =
        file.map(gguf ->
                List.of("--model-dir", Weights.DIRECTORY, "--model", gguf, "--loader", "llama.cpp"))
            .orElse(
                List.of(
                    "--model-dir", "/models", "--model", "weights", "--loader", "Transformers"));
    return new EnginePod(
        "/manifest/textgen.deployment.yaml",
        gpuImage.orElseThrow(),
        java.util.stream.Stream.concat(
                choice.stream(), List.of("--ctx-size", model.contextLength()).stream())
            .toList(),
        Map.of(),
        weights.of(model, Optional.empty()),
        Map.of(),
        sizes.of(model));
  }
}
