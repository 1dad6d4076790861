package dev.corral.local.kubernetes.karpenter;

import dev.corral.local.kubernetes.controller.Pods;
import dev.corral.local.kubernetes.event.EventRecorder;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.knob.Settings;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.store.StoredObject;
import dev.corral.local.kubernetes.volume.PodVolumes;

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

  /// Whether nothing but a node is missing: its storage is there, and nobody asked the simulated
  /// kubelet to keep it waiting.
  boolean ready(StoredObject pod) {
    return PodVolumes.missing(pod, resources).isEmpty() && !held(pod);
  }

  private boolean held(StoredObject pod) {
    Settings settings =
        new Settings(
            resources
                .find("/configmaps", "kube-system", "simulated-kubelet")
                .map(map -> map.at("data"))
                .orElseGet(Json::object),
            Json.object());
    return settings.text("fail", Pods.workload(pod)).strip().equals("Capacity");
  }
}
