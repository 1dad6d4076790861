package dev.corral.dispatcher.manifest;

/// The objects that a model owns, in the order in which they are made; the wall comes first.
public enum ChildKind {
  NETWORK_POLICY("NetworkPolicy"),
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

  /// Kind and name, as receipts show them.
  public String path(String model) {
    return kind + "/" + ModelManifests.childName(model);
  }
}
