package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.DeleteTerms;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.resource.Timestamps;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Clock;
import java.util.function.Consumer;

/// Writes pods the way a scheduler and a kubelet do.
final class PodWriter {
  private static final Terms KUBELET = Terms.by("kubelet");

  private final Resources resources;
  private final ResourceType type;
  private final Clock clock;

  PodWriter(Resources resources, Clock clock) {
    this.resources = resources;
    this.type = resources.kinds().builtin("/pods");
    this.clock = clock;
  }

  /// Changes the status of a pod.
  void status(StoredObject pod, Consumer<ContainerStates> change) {
    resources.edit(
        pod,
        type,
        KUBELET.toStatus(),
        next -> {
          change.accept(new ContainerStates(Json.at(next, "status"), Timestamps.now(clock)));
          return next;
        });
  }

  void unschedulable(StoredObject pod, String message) {
    status(pod, states -> states.unschedulable(message));
  }

  void nominate(StoredObject pod, String node) {
    status(pod, states -> states.status().put("nominatedNodeName", node));
  }

  void bind(StoredObject pod, String node) {
    resources.edit(
        pod,
        type,
        Terms.by("scheduler"),
        next -> {
          Json.at(next, "spec").put("nodeName", node);
          return next;
        });
  }

  /// Makes the container port named `http` the port that is really listened on.
  void port(StoredObject pod, int port) {
    String main = new PodView(pod).mainContainer();
    resources.edit(
        pod,
        type,
        KUBELET,
        next -> {
          for (JsonNode container : next.path("spec").path("containers")) {
            if (container.path("name").asText().equals(main)) {
              container.path("ports").forEach(named -> setPort((ObjectNode) named, port));
            }
          }
          return next;
        });
  }

  private static void setPort(ObjectNode named, int port) {
    if (named.path("name").asText().equals("http")) {
      named.put("containerPort", port);
    }
  }

  void remove(StoredObject pod) {
    resources.delete(type, pod.namespace(), pod.name(), DeleteTerms.now());
  }
}
