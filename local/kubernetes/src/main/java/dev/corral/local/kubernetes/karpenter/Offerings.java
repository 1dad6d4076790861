package dev.corral.local.kubernetes.karpenter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// All that can be bought right now.
///
/// @param soldOut the markets that had no capacity lately: `<market>`, or `<pool>/<market>` where
///   only that pool was told so
record Offerings(InstanceTypes types, List<String> zones, Set<String> soldOut) {
  private static final List<String> WAYS = List.of("spot", "on-demand");

  /// Those that meet the requirements for a pool, the cheapest type first.
  List<Offering> meeting(String pool, Collection<Requirement> all, Map<String, String> labels) {
    List<Offering> found = new ArrayList<>();
    for (InstanceType type : types.all()) {
      for (String way : WAYS) {
        for (String zone : zones) {
          Offering offering = new Offering(type, way, zone);
          if (available(pool, offering) && meets(offering, all, labels)) {
            found.add(offering);
          }
        }
      }
    }
    return found;
  }

  private boolean available(String pool, Offering offering) {
    return !soldOut.contains(offering.market())
        && !soldOut.contains(pool + "/" + offering.market());
  }

  private static boolean meets(
      Offering offering, Collection<Requirement> all, Map<String, String> labels) {
    Map<String, String> merged = new TreeMap<>(offering.labels());
    merged.putAll(labels);
    return Requirement.allMet(all, merged);
  }
}
