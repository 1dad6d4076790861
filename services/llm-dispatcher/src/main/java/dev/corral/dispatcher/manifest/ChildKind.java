package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.resource.WorkloadRef;

/// The objects that a workload may own, in the order in which they are made; the wall comes first.
public enum ChildKind {
  NETWORK_POLICY("NetworkPolicy"),
  SECRET("Secret"),
  /// Not an object: that the gateway knows the key in the Secret, which the Secret's annotation
  /// says.
  APP_KEY("AppKey"),
  CONFIG_MAP("ConfigMap"),
  VOLUME("PersistentVolume"),
  CLAIM("PersistentVolumeClaim"),
  SERVICE("Service"),
  DEPLOYMENT("Deployment");

  private final String kind;

  ChildKind(String kind) {
    this.kind = kind;
  }

  /// The kind as Kubernetes writes it.
  public String kind() {
    return kind;
  }

  /// The object's name. What is outside every namespace says whose it is.
  public String nameOf(WorkloadRef ref) {
    return this == VOLUME ? "corral-" + ref.childName() : ref.childName();
  }

  /// Kind and name, as receipts show them.
  public String path(WorkloadRef ref) {
    return kind + "/" + nameOf(ref);
  }
}
