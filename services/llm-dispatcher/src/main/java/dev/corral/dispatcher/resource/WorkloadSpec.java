package dev.corral.dispatcher.resource;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a person wants of a model or of an app, as far as both have it.
public sealed interface WorkloadSpec permits ModelSpec, AppSpec {
  /// Which of the two.
  WorkloadKind kind();

  /// The subject of the person that it belongs to.
  String owner();

  /// Groups that may see it, as the resource says it.
  @Nullable List<String> sharedWith();

  /// Whether it may hold no compute, as the resource says it.
  @Nullable Boolean suspended();

  /// Groups that may see it, never null.
  default List<String> groups() {
    return Objects.requireNonNullElse(sharedWith(), List.of());
  }

  /// True when it may hold no compute.
  default boolean onHold() {
    return Boolean.TRUE.equals(suspended());
  }

  /// What runs it: the engine of a model, the type of an app. Launches of one family take alike.
  String family();

  /// `cpu`, or the name of the GPU pool it needs.
  String place();

  /// True when it needs nodes of a GPU pool.
  default boolean gpu() {
    return computes() && !"cpu".equals(place());
  }

  /// True when it has pods; false for a route to what runs elsewhere.
  boolean computes();

  /// The fewest replicas that it always keeps; 0 when it may go idle.
  int least();

  /// The most replicas that it may have.
  int most();
}
