package dev.corral.proxy.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One model of the cluster contract, with the replicas that are ready now.
public record ModelEntry(
    String name, Naming naming, Sharing sharing, Traits traits, Upstream upstream) {
  /// Stands between a model's name and an adapter's; no name has it inside.
  static final String ADAPTER = "__";

  private static final String ACTIVE = "active";

  /// What the engine and callers call it.
  ///
  /// @param uid of the `Model` resource
  /// @param adapters the LoRA adapters that every ready replica has
  /// @param adapter the one of them that is meant, if not the model itself
  public record Naming(
      String uid,
      String servedName,
      Set<String> aliases,
      Set<String> adapters,
      Optional<String> adapter) {
    /// Of the model itself.
    public Naming(String uid, String servedName, Set<String> aliases, Set<String> adapters) {
      this(uid, servedName, aliases, adapters, Optional.empty());
    }
  }

  /// Who may see it.
  public record Sharing(String owner, Set<String> groups) {}

  /// What it is.
  ///
  /// @param idleTimeout without use for this long it goes idle; empty if the cluster does not say
  public record Traits(
      String engine,
      String dialect,
      String state,
      int contextLength,
      Instant createdAt,
      Optional<IdleTimeout> idleTimeout) {}

  /// The model with one of its adapters: the engine serves it under the adapter's name.
  public ModelEntry with(String adapter) {
    Naming own =
        new Naming(
            naming.uid(), adapter, naming.aliases(), naming.adapters(), Optional.of(adapter));
    return new ModelEntry(name, own, sharing, traits, upstream);
  }

  /// What callers ask for: the model's name, or `<model>__<adapter>`.
  public String calledName() {
    return naming.adapter().map(adapter -> name + ADAPTER + adapter).orElse(name);
  }

  /// Whether a request could be sent now: what runs elsewhere is not woken, it is there while its
  /// route is active.
  public boolean ready() {
    return switch (upstream) {
      case Upstream.Pods pods -> !pods.replicas().isEmpty();
      case Upstream.External external -> traits.state().equals(ACTIVE);
      case Upstream.Bedrock bedrock -> traits.state().equals(ACTIVE);
    };
  }

  /// The replicas that are ready now; none of a model that runs elsewhere.
  public List<Replica> replicas() {
    return upstream instanceof Upstream.Pods pods ? pods.replicas() : List.of();
  }
}
