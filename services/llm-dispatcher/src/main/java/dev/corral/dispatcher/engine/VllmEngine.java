package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// vLLM: safetensors on one or more GPUs of one node, and LoRA adapters beside them.
public record VllmEngine(String gpuImage, Weights weights, Sizes sizes) implements PodEngine {
  private static final String LARGEST_RANK = "64";

  @Override
  public Engine kind() {
    return Engine.VLLM;
  }

  @Override
  public String dialect() {
    return "openai";
  }

  @Override
  public int port() {
    return 8000;
  }

  @Override
  public boolean keyed() {
    return true;
  }

  @Override
  public Optional<Refusal> refusal(ModelSpec spec) {
    if ("cpu".equals(spec.place())) {
      return Optional.of(
          new Refusal("compute", "vLLM needs a GPU. Name a GPU pool as compute, or use ollama."));
    }
    if (spec.source().contains(".gguf")) {
      return Optional.of(
          new Refusal("source", "vLLM serves safetensors. Use ollama or localai for a GGUF file."));
    }
    return Optional.empty();
  }

  @Override
  public EnginePod pod(ServedModel model) {
    var arguments = new ArrayList<String>();
    arguments.add(Weights.DIRECTORY);
    arguments.addAll(List.of("--served-model-name", model.name()));
    arguments.addAll(List.of("--max-model-len", model.contextLength()));
    arguments.addAll(List.of("--tensor-parallel-size", Integer.toString(model.gpus())));
    arguments.addAll(List.of("--dtype", model.maybeOnT4() ? "half" : "auto"));
    arguments.addAll(prefixCache(model.shared()));
    arguments.addAll(ToolCalls.arguments(model.spec().source()));
    int adapters = Objects.requireNonNullElse(model.spec().adapters(), List.of()).size();
    arguments.addAll(lora(adapters));
    Map<String, String> environment =
        adapters == 0 ? Map.of() : Map.of("VLLM_ALLOW_RUNTIME_LORA_UPDATING", "True");
    return new EnginePod(
        "/manifest/vllm.deployment.yaml",
        gpuImage,
        List.copyOf(arguments),
        environment,
        weights.of(model, Optional.of(gpuImage)),
        Map.of(),
        sizes.of(model));
  }

  /// Answers come sooner when a prompt's beginning is known already, which tells a tenant what
  /// others have asked: only a model with one owner keeps beginnings.
  private static List<String> prefixCache(boolean shared) {
    return shared
        ? List.of("--no-enable-prefix-caching")
        : List.of("--enable-prefix-caching", "--prefix-caching-hash-algo", "sha256");
  }

  private static List<String> lora(int adapters) {
    String most = Integer.toString(adapters);
    return adapters == 0
        ? List.of()
        : List.of(
            "--enable-lora",
            "--max-loras",
            most,
            "--max-cpu-loras",
            most,
            "--max-lora-rank",
            LARGEST_RANK);
  }
}
