package dev.corral.dispatcher.engine;

import java.util.Optional;

/// The platform's secret, when it has one.
public record EngineSecret(Optional<EngineKeys> keys) {}
