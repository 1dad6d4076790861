package dev.corral.dispatcher.pool;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;

/// One of Karpenter's objects as it should be, and the hash it carries to be compared by.
///
/// @param limits what the node pool may start, empty for a node class
public record PoolObject(
    PoolKind kind, GenericKubernetesResource resource, String hash, Map<String, String> limits) {
  /// Its name.
  public String name() {
    return resource.getMetadata().getName();
  }
}
