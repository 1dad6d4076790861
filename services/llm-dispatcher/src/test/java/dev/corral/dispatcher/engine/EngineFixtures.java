package dev.corral.dispatcher.engine;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A platform with every engine, its images by digest.
public final class EngineFixtures {
  public static final String SECRET = "corral-test-secret-of-32-bytes!!";

  private EngineFixtures() {}

  /// Its engines.
  public static Engines engines() {
    return engines(Map.of(), Optional.empty());
  }

  /// Its engines, configured otherwise.
  public static Engines engines(Map<String, String> more, Optional<Path> endpoints) {
    var values = new HashMap<String, String>();
    int number = 0;
    for (String key :
        List.of(
            "ollama.image",
            "vllm.gpu-image",
            "localai.image",
            "localai.gpu-image",
            "localai.backend-image",
            "localai.gpu-backend-image",
            "textgen.gpu-image",
            "weights-image",
            "s3-image")) {
      String digest = Integer.toHexString(++number).repeat(64);
      values.put(
          "corral.engines." + key,
          "123456789012.dkr.ecr.eu-central-1.amazonaws.com/"
              + key.replace('.', '/')
              + "@sha256:"
              + digest);
    }
    endpoints.ifPresent(dir -> values.put("corral.external.endpoints-dir", dir.toString()));
    values.putAll(more);
    var config =
        new SmallRyeConfigBuilder()
            .withDefaultValues(values)
            .withMapping(EngineConfig.class)
            .withMapping(ExternalConfig.class)
            .build();
    return new EngineBeans()
        .engines(
            config.getConfigMapping(EngineConfig.class),
            config.getConfigMapping(ExternalConfig.class),
            new Images(Boolean.parseBoolean(more.get("corral.images.allow-tags"))),
            secret(),
            EngineFixtures::gone);
  }

  /// Amazon has ended one of its models.
  private static Optional<String> gone(String source) {
    return source.contains("titan")
        ? Optional.of("AWS does not serve Titan any more.")
        : Optional.empty();
  }

  /// Its secret.
  public static EngineSecret secret() {
    return new EngineSecret(Optional.of(new EngineKeys(SECRET.getBytes(StandardCharsets.UTF_8))));
  }
}
