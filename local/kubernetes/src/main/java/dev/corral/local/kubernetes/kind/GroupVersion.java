package dev.corral.local.kubernetes.kind;

/// An API group (empty for the core) and a version of it.
public record GroupVersion(String group, String version) {
  /// Parses `v1` or `apps/v1`.
  public static GroupVersion of(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0
        ? new GroupVersion("", apiVersion)
        : new GroupVersion(apiVersion.substring(0, slash), apiVersion.substring(slash + 1));
  }

  /// As objects carry it.
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
