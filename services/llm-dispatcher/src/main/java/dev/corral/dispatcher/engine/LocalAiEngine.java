package dev.corral.dispatcher.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// LocalAI with llama.cpp: one GGUF file, on CPU or on a GPU.
public record LocalAiEngine(Variant cpu, Variant gpu, Weights weights, Sizes sizes)
    implements PodEngine {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BACKEND = "llama-cpp";

  /// The server's image, and where its backend comes from unless it is in there.
  public record Variant(String image, Optional<String> backendImage) {}

  @Override
  public Engine kind() {
    return Engine.LOCALAI;
  }

  @Override
  public String dialect() {
    return "openai";
  }

  @Override
  public int port() {
    return 8080;
  }

  @Override
  public boolean keyed() {
    return true;
  }

  @Override
  public Optional<Refusal> refusal(ModelSpec spec) {
    return file(spec.source()).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "source", "LocalAI serves one GGUF file: name it, like hf://org/repo/file.gguf."));
  }

  @Override
  public EnginePod pod(ServedModel model) {
    Variant runs = model.gpus() == 0 ? cpu : gpu;
    var fetches = new ArrayList<Fetch>(weights.of(model, Optional.empty()));
    runs.backendImage().ifPresent(from -> fetches.add(backend(runs.image(), from)));
    return new EnginePod(
        "/manifest/localai.deployment.yaml",
        runs.image(),
        List.of(),
        Map.of("LOCALAI_CONTEXT_SIZE", model.contextLength()),
        List.copyOf(fetches),
        Map.of("models.yaml", definition(model)),
        sizes.of(model));
  }

  private static Fetch backend(String image, String from) {
    var environment =
        new TreeMap<String, String>(
            Map.of("HOME", "/models/home", "LOCALAI_BACKENDS_PATH", "/backends"));
    var command = List.of("/local-ai", "backends", "install", "oci://" + from, BACKEND);
    return new Fetch("backend", image, command, environment, Optional.empty(), false);
  }

  /// JSON is YAML, and a writer of JSON knows how to quote.
  private static String definition(ServedModel model) {
    var parameters = Map.of("model", "weights/" + file(model.spec().source()).orElseThrow());
    var definition = new TreeMap<String, Object>();
    definition.put("name", model.name());
    definition.put("backend", BACKEND);
    definition.put("context_size", Integer.parseInt(model.contextLength()));
    definition.put("parameters", parameters);
    definition.put("template", Map.of("use_tokenizer_template", true));
    definition.put("options", List.of("use_jinja:true"));
    if (model.gpus() > 0) {
      definition.put("gpu_layers", 9999);
    }
    try {
      return JSON.writeValueAsString(List.of(definition)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  static Optional<String> file(String source) {
    return switch (Source.parse(source)) {
      case Source.HuggingFace repository -> repository.file();
      case Source.Bucket bucket -> bucket.file();
      default -> Optional.empty();
    };
  }
}
