package dev.corral.dispatcher.pool;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// A node pool or node class as it is.
///
/// @param owner the uid of the pool that it says it belongs to, empty when it is not ours
public record ObjectSeen(
    String name,
    String owner,
    String hash,
    Map<String, String> limits,
    boolean leaving,
    String version,
    KarpenterStatus status) {

  /// Reads the object.
  public static ObjectSeen of(GenericKubernetesResource object) {
    var meta = object.getMetadata();
    Map<String, String> annotations = Objects.requireNonNullElse(meta.getAnnotations(), Map.of());
    Map<String, String> labels = Objects.requireNonNullElse(meta.getLabels(), Map.of());
    boolean ours = PoolManifests.MANAGER.equals(labels.get(PoolManifests.MANAGED_BY));
    return new ObjectSeen(
        meta.getName(),
        ours ? annotations.getOrDefault(PoolRef.UID, "") : "",
        annotations.getOrDefault(PoolManifests.HASH, ""),
        limits(object),
        meta.getDeletionTimestamp() != null,
        Objects.requireNonNullElse(meta.getResourceVersion(), ""),
        KarpenterStatus.of(object));
  }

  /// True when it is what it should be.
  boolean is(PoolObject wanted) {
    return hash.equals(wanted.hash()) && limits.equals(wanted.limits());
  }

  /// True when nothing can start.
  boolean closed() {
    return "0".equals(limits.get("nodes"));
  }

  /// Why it is not ready, when Karpenter says that it is not.
  Optional<String> trouble() {
    return status
        .mark("Ready")
        .filter(KarpenterStatus.Mark::fails)
        .map(mark -> mark.said().isEmpty() ? mark.because() : mark.said());
  }

  boolean ready() {
    return status.holds("Ready");
  }

  private static Map<String, String> limits(GenericKubernetesResource object) {
    var limits = new TreeMap<String, String>();
    if (object.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec
        && spec.get("limits") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> limits.put(String.valueOf(name), String.valueOf(value)));
    }
    return limits;
  }
}
