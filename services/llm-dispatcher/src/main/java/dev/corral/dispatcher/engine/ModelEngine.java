package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.ModelSpec;
import java.util.Map;

/// How one engine is run in a pod.
public sealed interface ModelEngine permits OllamaEngine {
  /// The name in labels.
  String name();

  /// The image of the engine and of its `weights` container.
  String image();

  /// The resource with the base Deployment.
  String template();

  /// What the engine's clients may speak to it.
  String dialect();

  /// The environment of the container that fetches the weights.
  Map<String, String> weightsEnvironment(String servedName, ModelSpec spec);

  /// The environment of the container that serves.
  Map<String, String> engineEnvironment(ModelSpec spec);
}
