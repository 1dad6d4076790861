package dev.corral.proxy.routing;

import dev.corral.proxy.endpoint.Replica;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A consistent hash ring: a replica that comes or goes moves only its own share of the hashes.
final class Ring {
  private final TreeMap<Long, Replica> points = new TreeMap<>();
  private final int replicas;

  Ring(List<Replica> ready, int replication) {
    this.replicas = Set.copyOf(ready).size();
    for (Replica replica : ready) {
      for (int i = 0; i < replication; i++) {
        points.merge(point(replica, i), replica, Ring::firstByName);
      }
    }
  }

  /// Two replicas on one point: whichever order they came in, the same one stays.
  private static Replica firstByName(Replica one, Replica other) {
    return one.toString().compareTo(other.toString()) <= 0 ? one : other;
  }

  private static long point(Replica replica, int index) {
    String text = replica.host() + ":" + replica.port() + "#" + index;
    return Fnv.hash(Fnv.START, text.getBytes(StandardCharsets.UTF_8));
  }

  /// All replicas in the order in which they are to be tried for this hash.
  List<Replica> from(long hash) {
    Set<Replica> order = LinkedHashSet.newLinkedHashSet(replicas);
    walk(points.tailMap(hash, true), order);
    walk(points.headMap(hash, false), order);
    return new ArrayList<>(order);
  }

  private void walk(Map<Long, Replica> part, Set<Replica> order) {
    for (Replica replica : part.values()) {
      if (order.size() == replicas) {
        return;
      }
      order.add(replica);
    }
  }
}
