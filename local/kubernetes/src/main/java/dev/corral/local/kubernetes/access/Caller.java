package dev.corral.local.kubernetes.access;

/// Who sent a request.
public sealed interface Caller {
  /// The holder of the admin token.
  record Admin() implements Caller {}

  /// A service account, by its token.
  record ServiceAccount(String namespace, String name) implements Caller {}

  /// Somebody without a valid token.
  record Anonymous() implements Caller {}

  /// The name in the way Kubernetes writes it.
  default String username() {
    return switch (this) {
      case Admin _ -> "kubernetes-admin";
      case ServiceAccount account ->
          "system:serviceaccount:" + account.namespace + ":" + account.name;
      case Anonymous _ -> "system:anonymous";
    };
  }
}
