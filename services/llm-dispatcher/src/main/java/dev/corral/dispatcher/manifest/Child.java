package dev.corral.dispatcher.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;

/// One object as it should be, and the hash it carries to be compared by.
public record Child(ChildKind kind, HasMetadata resource, String hash, int replicas) {}
