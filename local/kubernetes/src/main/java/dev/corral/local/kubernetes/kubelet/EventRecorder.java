package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.resource.Timestamps;
import dev.corral.local.kubernetes.status.RequestFailed;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Writes Kubernetes Events about pods; a repeated one only counts up.
final class EventRecorder {
  private static final Logger LOG = Logger.getLogger(EventRecorder.class.getName());
  private static final Terms TERMS = Terms.by("kubelet");

  private final Resources resources;
  private final ResourceType type;
  private final Clock clock;

  EventRecorder(Resources resources, Clock clock) {
    this.resources = resources;
    this.type = resources.kinds().builtin("/events");
    this.clock = clock;
  }

  void normal(StoredObject pod, String reason, String message) {
    record(pod, "Normal", reason, message);
  }

  void warning(StoredObject pod, String reason, String message) {
    record(pod, "Warning", reason, message);
  }

  private void record(StoredObject pod, String kind, String reason, String message) {
    String name = pod.name() + "." + Integer.toHexString((pod.uid() + reason + message).hashCode());
    String now = Timestamps.now(clock);
    try {
      Optional<StoredObject> before = resources.find("/events", pod.namespace(), name);
      if (before.isPresent()) {
        resources.edit(
            before.get(),
            type,
            TERMS,
            next -> next.put("count", next.path("count").asInt() + 1).put("lastTimestamp", now));
      } else {
        resources.create(
            type,
            pod.namespace(),
            event(pod, name, now).put("type", kind).put("reason", reason).put("message", message),
            TERMS);
      }
    } catch (RequestFailed e) {
      LOG.log(Level.FINE, "an event is lost", e);
    }
  }

  private static ObjectNode event(StoredObject pod, String name, String now) {
    String component = "kubelet";
    return Json.object(
        "metadata",
        Json.object("name", name),
        "involvedObject",
        Json.object(
            "apiVersion",
            "v1",
            "kind",
            "Pod",
            "name",
            pod.name(),
            "namespace",
            pod.namespace(),
            "uid",
            pod.uid()),
        "source",
        Json.object("component", component),
        "reportingComponent",
        component,
        "reportingInstance",
        "",
        "count",
        1,
        "firstTimestamp",
        now,
        "lastTimestamp",
        now);
  }
}
