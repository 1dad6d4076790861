package dev.corral.proxy.dialect;

import java.time.Instant;

/// A model as callers see it in lists.
public record ListedModel(
    String name, String owner, String engine, String state, int contextLength, Instant createdAt) {}
