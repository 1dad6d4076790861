package dev.corral.dispatcher.pool;

import java.util.Optional;

/// How many vCPUs of on-demand G and VT instances the account may run.
@FunctionalInterface
public interface GpuQuota {
  /// The number, if it is known; never waits for it.
  Optional<Integer> vcpus();
}
