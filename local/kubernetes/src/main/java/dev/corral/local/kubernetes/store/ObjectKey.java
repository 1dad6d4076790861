package dev.corral.local.kubernetes.store;

/// Where an object lives.
///
/// @param resource storage name of the kind, `group/plural`; the core group is empty
/// @param namespace empty for cluster-scoped objects
public record ObjectKey(String resource, String namespace, String name)
    implements Comparable<ObjectKey> {
  @Override
  public int compareTo(ObjectKey other) {
    int byResource = resource.compareTo(other.resource);
    if (byResource != 0) {
      return byResource;
    }
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }
}
