package dev.corral.dispatcher.engine;

/// An engine that runs in pods.
public sealed interface PodEngine extends ModelEngine
    permits OllamaEngine, VllmEngine, LocalAiEngine, TextgenEngine {
  /// What the engine's clients may speak to it.
  String dialect();

  /// Where the engine listens.
  int port();

  /// True when it asks its callers for a key.
  boolean keyed();

  /// What the pod of a model looks like.
  EnginePod pod(ServedModel model);
}
