package dev.corral.dispatcher.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Wires the engines. A configuration that must not be used stops the start.
@ApplicationScoped
public class EngineBeans {
  @Produces
  @Singleton
  Images images(
      @ConfigProperty(name = "corral.images.allow-tags", defaultValue = "false") boolean tags) {
    return new Images(tags);
  }

  @Produces
  @Singleton
  EngineSecret secret(@ConfigProperty(name = "corral.engine-key-file") Optional<Path> file) {
    return new EngineSecret(file.map(EngineBeans::read).map(EngineKeys::new));
  }

  @Produces
  @Singleton
  Engines engines(
      EngineConfig config,
      ExternalConfig external,
      Images images,
      EngineSecret secret,
      KnownModels known) {
    var sizes = new Sizes(config.cpu(), config.gpu());
    Footprint.cpu(config.cpu());
    return new Engines(
        List.of(
            Wiring.ollama(config.ollama(), images, sizes),
            Wiring.vllm(config, images, sizes),
            Wiring.localAi(config, images, sizes),
            Wiring.textgen(config, images, sizes),
            new BedrockRoute(known),
            Wiring.external(external)),
        secret.keys());
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("corral.engine-key-file cannot be read", e);
    }
  }
}
