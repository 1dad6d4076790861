package dev.corral.dispatcher.allowance;

/// How many launches each principal has started in each hour, the same for all replicas.
public interface LaunchCounts {
  /// How many in that hour, counted from 1970.
  int of(String principal, long hour);

  /// Counts one more if there are fewer than `most`; false when there are not.
  boolean add(String principal, long hour, int most);

  /// Takes one back that came to nothing.
  void subtract(String principal, long hour);
}
