package dev.corral.proxy.dialect;

import dev.corral.proxy.problem.Loading;
import java.time.Instant;
import java.util.Optional;

/// A model as callers see it in lists.
///
/// @param parent the model that this one is an adapter of
/// @param loading how far its start is, when that is known
public record ListedModel(
    String name,
    Optional<String> parent,
    String owner,
    String engine,
    String state,
    int contextLength,
    Instant createdAt,
    Optional<Loading> loading) {}
