package dev.corral.dispatcher.pool;

/// Whether the budget forbids every GPU now.
@FunctionalInterface
public interface GpuBan {
  /// What the kill switch says.
  Ban now();

  /// The answers. Without one no new node may start, but none is taken away either.
  enum Ban {
    NONE,
    KILLED,
    UNKNOWN
  }
}
