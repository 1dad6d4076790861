package dev.corral.dispatcher.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires the engines.
@ApplicationScoped
public class EngineBeans {
  @Produces
  @Singleton
  Engines engines(EngineConfig config) {
    return new Engines(new OllamaEngine(config.ollamaImage()));
  }
}
