package dev.corral.local.kubernetes.store;

import java.util.List;

/// Objects as they all were at one revision.
public record Listing(long revision, List<StoredObject> objects) {}
