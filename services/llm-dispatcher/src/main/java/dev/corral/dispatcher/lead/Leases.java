package dev.corral.dispatcher.lead;

import java.util.Optional;

/// The one lease that replicas compete for, where each write names the version that was read.
public interface Leases {
  /// The lease as it is now.
  Optional<Seen> read();

  /// Creates it; false when somebody else was faster.
  boolean create(Lease lease);

  /// Replaces what was seen; false when it has changed since.
  boolean replace(Seen seen, Lease lease);

  /// The lease at one version.
  record Seen(String version, Lease lease) {}
}
