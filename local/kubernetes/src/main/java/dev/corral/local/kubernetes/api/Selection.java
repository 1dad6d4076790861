package dev.corral.local.kubernetes.api;

import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.FieldSelector;
import dev.corral.local.kubernetes.resource.LabelSelector;
import dev.corral.local.kubernetes.store.StoredObject;

/// Which objects of a kind a list or a watch is about.
record Selection(ResourceType type, String namespace, LabelSelector labels, FieldSelector fields) {
  static Selection of(ResourceType type, ResourcePath path, Call call) {
    String byName = path.name().isEmpty() ? "" : "metadata.name=" + path.name();
    String fields = call.parameter("fieldSelector");
    return new Selection(
        type,
        path.namespace(),
        LabelSelector.parse(call.parameter("labelSelector")),
        FieldSelector.parse(fields.isEmpty() ? byName : fields, type));
  }

  /// Whether an object is of the kind and in the namespace at all.
  boolean concerns(StoredObject object) {
    return object.key().resource().equals(type.storage())
        && (namespace.isEmpty() || namespace.equals(object.namespace()));
  }

  boolean matches(StoredObject object) {
    return labels.matches(object.at("metadata", "labels")) && fields.matches(object.json());
  }
}
