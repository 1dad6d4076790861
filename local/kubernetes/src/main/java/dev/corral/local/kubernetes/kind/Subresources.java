package dev.corral.local.kubernetes.kind;

import java.util.Optional;

/// The parts of an object that have a path of their own.
///
/// @param status whether `status` is written apart from the rest
/// @param scale where the replica counts are, when the kind scales
public record Subresources(boolean status, Optional<ScalePaths> scale) {
  /// Dotted paths inside the object; the selector is empty when the kind has none.
  public record ScalePaths(String specReplicas, String statusReplicas, String selector) {}
}
