package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/// Room for pods: a node, or a claim that is still to become one.
///
/// @param claim empty while the claim is only decided
/// @param node present once pods can be bound to it
record Space(
    String claim,
    Optional<String> node,
    Map<String, String> labels,
    JsonNode taints,
    Amounts free) {
  boolean takes(Demand demand) {
    return demand.accepts(labels)
        && Taints.refused(taints, demand.tolerations()).isEmpty()
        && demand.requests().fitIn(free);
  }

  Space after(Demand demand) {
    return new Space(claim, node, labels, taints, free.minus(demand.requests()));
  }
}
