package dev.corral.dispatcher.resource;

/// Which workload: its kind, its place, and the uid that no other workload ever had.
public record WorkloadRef(WorkloadKind kind, String namespace, String name, String uid) {
  /// The name of every object that belongs to the workload.
  public String childName() {
    return kind.childName(name);
  }
}
