package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.plan.Clues;
import dev.corral.dispatcher.plan.Observed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the watches know of one workload: enough to see that nothing is to be done, never enough to
/// do something.
record Glimpse(Map<ChildKind, Observed.Seen> children, List<Pod> pods) {
  /// The kinds of children that are watched.
  static final Map<ChildKind, Class<? extends HasMetadata>> WATCHED =
      new EnumMap<>(
          Map.of(
              ChildKind.NETWORK_POLICY, NetworkPolicy.class,
              ChildKind.SERVICE, Service.class,
              ChildKind.DEPLOYMENT, Deployment.class));

  static Glimpse of(String uid, Context<?> context) {
    var children = new EnumMap<ChildKind, Observed.Seen>(ChildKind.class);
    WATCHED.forEach((kind, type) ->
        context
            .getSecondaryResourcesAsStream(type)
            .filter(found -> FabricCluster.belongs(found, uid))
            .findFirst()
            .ifPresent(found -> children.put(kind, FabricCluster.seen(found))));
    return new Glimpse(children, context.getSecondaryResourcesAsStream(Pod.class).toList());
  }

  Observed observed(ActivityReport activity, Optional<Instant> lastUsed) {
    return new Observed(children, pods, Set.of(), activity, lastUsed, Clues.none());
  }
}
