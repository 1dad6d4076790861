package dev.corral.dispatcher.reconcile;

import java.util.Optional;

/// The Secrets of apps, as far as their keys go.
interface AppSecrets {
  /// What one Secret says.
  ///
  /// @param key the key itself, as text
  /// @param scope the scope with which the gateway certainly knows it; empty when that is not
  ///   certain
  record Held(String key, String scope, String version) {
    @Override
    public String toString() {
      return "Held[" + scope + "]";
    }
  }

  /// The Secret, if it is there.
  Optional<Held> find(String namespace, String name);

  /// Notes on it with which scope the gateway knows its key now.
  void note(String namespace, String name, String scope);
}
