package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Whose an object is, and how it is labelled: alike on everything that a model owns.
record ModelMeta(WorkloadRef ref, Engine engine) {
  ObjectMeta meta() {
    return new ObjectMetaBuilder()
        .withName(ref.childName())
        .withNamespace(ref.namespace())
        .withLabels(labels())
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("corral.dev/v1alpha1")
                .withKind("Model")
                .withName(ref.name())
                .withUid(ref.uid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .build();
  }

  Map<String, String> labels() {
    return new TreeMap<>(
        Map.of(
            "app.kubernetes.io/name",
            engine.wire(),
            "app.kubernetes.io/instance",
            ref.name(),
            "app.kubernetes.io/component",
            "model",
            "app.kubernetes.io/part-of",
            "corral",
            "app.kubernetes.io/managed-by",
            ModelManifests.MANAGER,
            ModelManifests.MODEL_LABEL,
            ref.name(),
            ModelManifests.ENGINE_LABEL,
            engine.wire()));
  }

  /// The object with the hash of its content on it.
  static Child finished(ChildKind kind, HasMetadata resource, int replicas) {
    String hash = Template.hash(resource);
    var annotations = new TreeMap<String, String>();
    annotations.putAll(
        Objects.requireNonNullElse(resource.getMetadata().getAnnotations(), Map.of()));
    annotations.put(ModelManifests.HASH, hash);
    resource.getMetadata().setAnnotations(annotations);
    return Child.kept(kind, resource, hash, replicas);
  }
}
