package dev.corral.dispatcher.kill;

import java.util.List;

/// The instances that were started for our node pools, asked of EC2 itself.
public interface Instances {
  /// The ids of those that still cost money.
  List<String> running();

  /// Terminates them.
  void terminate(List<String> ids);
}
