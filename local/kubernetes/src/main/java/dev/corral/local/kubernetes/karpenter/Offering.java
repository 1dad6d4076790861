package dev.corral.local.kubernetes.karpenter;

import java.util.Map;
import java.util.TreeMap;

/// An instance type, bought in one way, in one zone.
///
/// @param capacityType `spot` or `on-demand`
record Offering(InstanceType type, String capacityType, String zone) {
  /// The labels of a node that is one.
  Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(type.labels());
    labels.put(Names.CAPACITY_TYPE, capacityType);
    labels.put(Names.ZONE, zone);
    labels.put(Names.REGION, zone.substring(0, zone.length() - 1));
    return labels;
  }

  /// What capacity runs out of: a type bought in one way, whatever the zone.
  String market() {
    return capacityType + ":" + type.name();
  }
}
