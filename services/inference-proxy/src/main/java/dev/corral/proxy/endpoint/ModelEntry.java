package dev.corral.proxy.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One model of the cluster contract, with the replicas that are ready now.
public record ModelEntry(
    String name, Naming naming, Sharing sharing, Traits traits, Upstream upstream) {

  /// What the engine and callers call it.
  ///
  /// @param uid of the `Model` resource
  /// @param adapters the LoRA adapters that every ready replica has
  public record Naming(String uid, String servedName, Set<String> aliases, Set<String> adapters) {}

  /// Who may see it.
  public record Sharing(String owner, Set<String> groups) {}

  /// What it is.
  public record Traits(
      String engine, String dialect, String state, int contextLength, Instant createdAt) {}

  /// The replicas that are ready now; none of a model that runs elsewhere.
  public List<Replica> replicas() {
    return upstream instanceof Upstream.Pods pods ? pods.replicas() : List.of();
  }
}
