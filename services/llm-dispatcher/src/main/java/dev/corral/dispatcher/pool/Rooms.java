package dev.corral.dispatcher.pool;

import java.util.List;
import java.util.stream.IntStream;

/// How many nodes each rung of a ladder may have, so that together they never have more than the
/// pool: one rung is open, the others are held at what they have. Were all open, Karpenter would
/// put the second pod of a pool for one node on the second rung.
final class Rooms {
  private Rooms() {}

  /// One rung may take what the others leave of the pool.
  static List<Integer> open(int rung, int maxNodes, List<Integer> nodes) {
    int elsewhere = nodes.stream().mapToInt(Integer::intValue).sum() - nodes.get(rung);
    return IntStream.range(0, nodes.size())
        .mapToObj(
            i -> i == rung ? Integer.valueOf(Math.max(0, maxNodes - elsewhere)) : nodes.get(i))
        .toList();
  }

  /// No more nodes than there are.
  static List<Integer> held(List<Integer> nodes) {
    return List.copyOf(nodes);
  }

  /// No node starts; what runs keeps running.
  static List<Integer> closed(int rungs) {
    return IntStream.range(0, rungs).mapToObj(i -> 0).toList();
  }
}
