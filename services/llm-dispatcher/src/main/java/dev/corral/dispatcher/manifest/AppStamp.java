package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.resource.AppType;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Names, labels, owner and hash of what belongs to an app.
final class AppStamp {
  private AppStamp() {}

  static ObjectMeta meta(WorkloadRef ref, AppType type) {
    return new ObjectMetaBuilder()
        .withName(ref.childName())
        .withNamespace(ref.namespace())
        .withLabels(labels(ref, type))
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("corral.dev/v1alpha1")
                .withKind(ref.kind().resource())
                .withName(ref.name())
                .withUid(ref.uid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .build();
  }

  /// What is outside every namespace says by annotation whose it is.
  static ObjectMeta clusterMeta(WorkloadRef ref, AppType type, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withLabels(labels(ref, type))
        .withAnnotations(new TreeMap<>(Map.of(ModelManifests.OWNER_UID, ref.uid())))
        .build();
  }

  static Map<String, String> labels(WorkloadRef ref, AppType type) {
    return new TreeMap<>(
        Map.of(
            "app.kubernetes.io/name",
            type.wire(),
            "app.kubernetes.io/instance",
            ref.name(),
            "app.kubernetes.io/component",
            "app",
            "app.kubernetes.io/part-of",
            "corral",
            "app.kubernetes.io/managed-by",
            ModelManifests.MANAGER,
            ref.kind().label(),
            ref.name(),
            AppManifests.TYPE_LABEL,
            type.wire()));
  }

  static Child kept(ChildKind kind, HasMetadata resource, int replicas) {
    return Child.kept(kind, resource, hashed(resource), replicas);
  }

  static Child once(ChildKind kind, HasMetadata resource) {
    return new Child(kind, resource, hashed(resource), 0, true);
  }

  private static String hashed(HasMetadata resource) {
    String hash = Template.hash(resource);
    var annotations = new TreeMap<String, String>();
    annotations.putAll(
        Objects.requireNonNullElse(resource.getMetadata().getAnnotations(), Map.of()));
    annotations.put(ModelManifests.HASH, hash);
    resource.getMetadata().setAnnotations(annotations);
    return hash;
  }
}
