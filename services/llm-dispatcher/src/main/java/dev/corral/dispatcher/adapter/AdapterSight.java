package dev.corral.dispatcher.adapter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which adapters the replicas of a model have.
public sealed interface AdapterSight {
  /// Nobody has asked the engines.
  record NotAsked() implements AdapterSight {}

  /// What every replica that answers requests says.
  record Seen(List<OnReplica> replicas) implements AdapterSight {
    public Seen {
      replicas = List.copyOf(replicas);
    }
  }

  /// One replica.
  ///
  /// @param loaded the adapters it has; empty while that is not known
  /// @param trouble why it is not known, for a person
  /// @param setbacks what could not be loaded or unloaded there
  record OnReplica(
      Replica replica,
      Optional<List<String>> loaded,
      Optional<String> trouble,
      Map<String, Setback> setbacks) {
    boolean has(String adapter) {
      return loaded.filter(all -> all.contains(adapter)).isPresent();
    }
  }

  /// An adapter that could not be loaded or unloaded.
  ///
  /// @param again not to be tried before
  record Setback(String message, Instant again) {}
}
