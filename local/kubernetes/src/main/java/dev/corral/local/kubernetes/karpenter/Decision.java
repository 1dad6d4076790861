package dev.corral.local.kubernetes.karpenter;

import dev.corral.local.kubernetes.store.StoredObject;
import java.util.List;

/// What is to be done about a pod, or about a pool on the way.
sealed interface Decision {
  /// There is room on a node.
  record Bind(StoredObject pod, String node) implements Decision {}

  /// There will be room when the claim has become a node.
  record Nominate(StoredObject pod, String claim) implements Decision {}

  /// A new claim is needed.
  ///
  /// @param offerings what may be bought for it, the cheapest first
  record Launch(Pool pool, List<Offering> offerings, Demand demand) implements Decision {}

  /// No pool can help.
  record Refuse(StoredObject pod, String why) implements Decision {}

  /// A pool was passed over since nothing it allows is to be had.
  record PassOver(Pool pool) implements Decision {}
}
