package dev.corral.local.kubernetes.karpenter;

import dev.corral.local.kubernetes.controller.Pods;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Which pods of a node are to be ended now, and whether any is left.
///
/// @param over whether no pod is left to wait for
record Drain(List<Ending> endings, boolean over) {
  private static final long LEAST_GRACE = 1;

  /// One pod to end.
  ///
  /// @param grace the seconds it gets when it is ended whatever protects it; its own otherwise
  record Ending(StoredObject pod, OptionalLong grace) {}

  static Drain of(
      List<StoredObject> pods, Disruptions budgets, Optional<Instant> deadline, Instant now) {
    List<StoredObject> left = pods.stream().filter(pod -> !Pods.ended(pod)).toList();
    List<Ending> endings = new ArrayList<>();
    for (StoredObject pod : left) {
      if (deadline.isPresent() && overdue(pod, deadline.get(), now)) {
        long seconds = Math.max(LEAST_GRACE, Duration.between(now, deadline.get()).toSeconds());
        endings.add(new Ending(pod, OptionalLong.of(seconds)));
      } else if (!pod.deleting() && !protectedFromUs(pod) && budgets.spend(pod)) {
        endings.add(new Ending(pod, OptionalLong.empty()));
      }
    }
    return new Drain(endings, left.isEmpty());
  }

  static Drain none() {
    return new Drain(List.of(), true);
  }

  private static boolean protectedFromUs(StoredObject pod) {
    return pod.at("metadata", "annotations", Names.DO_NOT_DISRUPT).asText().equals("true");
  }

  /// Whether its own grace would last beyond the deadline.
  private static boolean overdue(StoredObject pod, Instant deadline, Instant now) {
    if (pod.deleting()) {
      Instant soonest = now.plusSeconds(LEAST_GRACE);
      Instant end = Instant.parse(pod.at("metadata", "deletionTimestamp").asText());
      return end.isAfter(deadline.isAfter(soonest) ? deadline : soonest);
    }
    long grace = pod.at("spec", "terminationGracePeriodSeconds").asLong(30);
    return now.isAfter(deadline.minusSeconds(grace));
  }
}
