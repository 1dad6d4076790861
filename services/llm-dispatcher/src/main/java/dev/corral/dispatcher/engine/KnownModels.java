package dev.corral.dispatcher.engine;

import java.util.Optional;

/// What is known of models that others serve.
public interface KnownModels {
  /// Why a source leads nowhere, for a person; empty when nothing speaks against it.
  Optional<String> gone(String source);
}
