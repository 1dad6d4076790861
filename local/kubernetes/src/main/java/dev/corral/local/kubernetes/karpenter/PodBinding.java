package dev.corral.local.kubernetes.karpenter;

import dev.corral.local.kubernetes.event.EventRecorder;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.store.StoredObject;

/// The part of the Kubernetes scheduler that is needed here: puts pods on nodes with room.
final class PodBinding {
  private static final Terms SCHEDULER = Terms.by("kube-scheduler");

  private final Resources resources;
  private final EventRecorder events;

  PodBinding(Resources resources, EventRecorder events) {
    this.resources = resources;
    this.events = events;
  }

  void bind(StoredObject pod, String node) {
    resources.edit(
        pod,
        resources.kinds().builtin(Names.PODS),
        SCHEDULER,
        next -> {
          Json.at(next, "spec").put("nodeName", node);
          return next;
        });
    events.normal(
        pod,
        "Scheduled",
        "Successfully assigned %s/%s to %s".formatted(pod.namespace(), pod.name(), node));
  }

  /// Whether the claims for storage that a pod names are bound.
  boolean volumesReady(StoredObject pod) {
    return true;
  }
}
