package dev.corral.dispatcher.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The custom resources of one kind, as the API needs them. Every method ends with a problem when
/// the cluster refuses or cannot be reached.
public interface Resources<T extends HasMetadata> {
  /// The resource with this name.
  Optional<T> find(String name);

  /// All of them.
  List<T> list();

  /// Creates it; it is durable when this returns.
  T create(T resource);

  /// Changes it, starting over from the newest version when somebody else was faster.
  Optional<T> edit(String name, UnaryOperator<T> change);

  /// Starts its deletion.
  void delete(String name);
}
