package dev.corral.local.kubernetes.kind;

import dev.corral.local.kubernetes.patch.BuiltinShape;
import dev.corral.local.kubernetes.patch.Shape;
import dev.corral.local.kubernetes.store.ObjectKey;
import java.util.Optional;

/// One kind in one version, as the API serves it.
///
/// @param version group and version
/// @param custom present for kinds that a CustomResourceDefinition added
public record ResourceType(
    GroupVersion version,
    Names names,
    boolean namespaced,
    Subresources subresources,
    Optional<Custom> custom) {

  /// Where objects of the kind are kept: the same for all versions, and for events for both their
  /// groups.
  public String storage() {
    return group().equals("events.k8s.io") ? "/events" : group() + "/" + names.plural();
  }

  public ObjectKey key(String namespace, String name) {
    return new ObjectKey(storage(), namespaced ? namespace : "", name);
  }

  public String group() {
    return version.group();
  }

  public String kind() {
    return names.kind();
  }

  /// The name in messages, e.g. `deployments.apps`.
  public String qualified() {
    return group().isEmpty() ? names.plural() : names.plural() + "." + group();
  }

  public Shape shape() {
    return custom.map(c -> c.schema().shape()).orElseGet(BuiltinShape::root);
  }

  public boolean is(String storage) {
    return storage().equals(storage);
  }
}
