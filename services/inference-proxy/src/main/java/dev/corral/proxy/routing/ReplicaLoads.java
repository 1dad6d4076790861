package dev.corral.proxy.routing;

import dev.corral.proxy.endpoint.Replica;
import java.util.concurrent.ConcurrentHashMap;

/// How many requests of this proxy each replica has right now.
public final class ReplicaLoads {
  private final ConcurrentHashMap<Replica, Integer> inFlight = new ConcurrentHashMap<>();

  /// One more.
  public void taken(Replica replica) {
    inFlight.merge(replica, 1, Integer::sum);
  }

  /// One less; a replica without requests is forgotten.
  public void released(Replica replica) {
    inFlight.computeIfPresent(replica, (key, count) -> count > 1 ? count - 1 : null);
  }

  /// Requests of a replica.
  public int of(Replica replica) {
    return inFlight.getOrDefault(replica, 0);
  }
}
