package dev.corral.dispatcher.pool;

import java.time.Instant;

/// Tells a workload that waits for a node of a pool what to expect.
public interface CapacityOutlook {
  /// The outlook of somebody who has been waiting since then. It asks the cluster once.
  Outlook outlook(String pool, Instant since);
}
