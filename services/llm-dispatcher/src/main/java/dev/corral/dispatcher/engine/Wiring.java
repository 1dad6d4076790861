package dev.corral.dispatcher.engine;

import java.util.List;
import java.util.Optional;

/// Makes each engine of its configuration.
final class Wiring {
  private static final String PREFIX = "corral.engines.";

  private Wiring() {}

  static OllamaEngine ollama(EngineConfig.Ollama config, Images images, Sizes sizes) {
    String image = images.checked(PREFIX + "ollama.image", config.image());
    String gpu =
        config.gpuImage().map(i -> images.checked(PREFIX + "ollama.gpu-image", i)).orElse(image);
    return new OllamaEngine(image, gpu, config.registries(), sizes);
  }

  static VllmEngine vllm(EngineConfig config, Images images, Sizes sizes) {
    String image = images.checked(PREFIX + "vllm.gpu-image", config.vllm().gpuImage());
    return new VllmEngine(image, weights(config, images), sizes);
  }

  static LocalAiEngine localAi(EngineConfig config, Images images, Sizes sizes) {
    EngineConfig.LocalAi localAi = config.localai();
    String key = PREFIX + "localai.";
    var cpu =
        new LocalAiEngine.Variant(
            images.checked(key + "image", localAi.image()),
            localAi.backendImage().map(i -> images.checked(key + "backend-image", i)));
    var gpu =
        new LocalAiEngine.Variant(
            images.checked(key + "gpu-image", localAi.gpuImage()),
            localAi.gpuBackendImage().map(i -> images.checked(key + "gpu-backend-image", i)));
    return new LocalAiEngine(cpu, gpu, weights(config, images), sizes);
  }

  static TextgenEngine textgen(EngineConfig config, Images images, Sizes sizes) {
    Optional<String> image =
        config.textgen().gpuImage().map(i -> images.checked(PREFIX + "textgen.gpu-image", i));
    return new TextgenEngine(image, weights(config, images), sizes);
  }

  static ExternalRoute external(ExternalConfig config) {
    var urls = new UpstreamUrls(config.allowPrivate(), config.allowHttp().orElse(List.of()));
    return new ExternalRoute(new ExternalEndpoints(config.endpointsDir(), urls));
  }

  private static Weights weights(EngineConfig config, Images images) {
    return new Weights(
        images.checked(PREFIX + "weights-image", config.weightsImage()),
        images.checked(PREFIX + "s3-image", config.s3Image()),
        config.huggingFace());
  }
}
