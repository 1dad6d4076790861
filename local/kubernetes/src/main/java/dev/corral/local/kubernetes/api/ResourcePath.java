package dev.corral.local.kubernetes.api;

import dev.corral.local.kubernetes.kind.GroupVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A path below `/api/v1` or `/apis/<group>/<version>`.
///
/// @param namespace empty for all namespaces or a cluster-scoped kind
/// @param name empty for the collection
/// @param subresource empty for the object itself
record ResourcePath(
    GroupVersion version, String namespace, String plural, String name, String subresource) {
  /// The parts of a decoded path; empty when it is not of this form.
  static Optional<ResourcePath> parse(String path) {
    List<String> parts = Arrays.stream(path.substring(1).split("/", -1)).toList();
    if (parts.size() > 2 && parts.get(0).equals("api")) {
      return below(new GroupVersion("", parts.get(1)), parts.subList(2, parts.size()));
    }
    if (parts.size() > 3 && parts.get(0).equals("apis")) {
      return below(new GroupVersion(parts.get(1), parts.get(2)), parts.subList(3, parts.size()));
    }
    return Optional.empty();
  }

  private static Optional<ResourcePath> below(GroupVersion version, List<String> parts) {
    boolean inNamespace =
        parts.size() > 2 && parts.get(0).equals("namespaces") && !isNamespacePart(parts.get(2));
    List<String> rest = inNamespace ? parts.subList(2, parts.size()) : parts;
    if (rest.isEmpty() || rest.size() > 3 || rest.stream().anyMatch(String::isEmpty)) {
      return Optional.empty();
    }
    String namespace = inNamespace ? parts.get(1) : "";
    return Optional.of(new ResourcePath(version, namespace, rest.get(0), at(rest, 1), at(rest, 2)));
  }

  /// `namespaces/x/status` is a subresource of the namespace, not a kind in it.
  private static boolean isNamespacePart(String part) {
    return part.equals("status") || part.equals("finalize");
  }

  private static String at(List<String> parts, int index) {
    return parts.size() > index ? parts.get(index) : "";
  }
}
