package dev.corral.proxy.tally;

import java.io.IOException;
import java.util.List;

/// Where usage events go.
public interface UsageQueue {
  /// Sends a few events and waits; throws if not all of them were taken.
  void send(List<UsageEvent> events) throws IOException;
}
