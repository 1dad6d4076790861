package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.Optional;

/// The engines that this release can run.
public final class Engines {
  private final ModelEngine ollama;

  public Engines(ModelEngine ollama) {
    this.ollama = ollama;
  }

  /// The engine for what is wanted, or nothing when this release cannot run it.
  public Optional<ModelEngine> find(ModelSpec spec) {
    boolean onCpu = spec.compute() == null || "cpu".equals(spec.compute());
    return spec.engine() == Engine.OLLAMA && onCpu ? Optional.of(ollama) : Optional.empty();
  }

  /// Why this release cannot run it, for a person.
  public static String unsupported(ModelSpec spec) {
    return spec.engine() == Engine.OLLAMA
        ? "Only compute `cpu` can be used in this release."
        : "Engine `" + spec.engine().wire() + "` cannot be run in this release.";
  }
}
