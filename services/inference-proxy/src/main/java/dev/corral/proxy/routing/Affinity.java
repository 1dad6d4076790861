package dev.corral.proxy.routing;

import java.util.OptionalLong;

/// What makes requests belong together: those that begin alike are best served by the replica that
/// has the beginning in its cache.
///
/// @param hash of the beginning; empty when it does not matter
public record Affinity(OptionalLong hash) {
  /// Any replica is as good as any other.
  public static final Affinity NONE = new Affinity(OptionalLong.empty());

  /// Of requests with this hash.
  public static Affinity of(long hash) {
    return new Affinity(OptionalLong.of(hash));
  }
}
