package dev.corral.local.kubernetes.event;

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

/// Writes Kubernetes Events about objects; a repeated one only counts up.
public final class EventRecorder {
  private static final Logger LOG = Logger.getLogger(EventRecorder.class.getName());

  /// Where Kubernetes keeps the events of objects that are in no namespace.
  private static final String CLUSTER_SCOPED = "default";

  private final Resources resources;
  private final ResourceType type;
  private final Clock clock;
  private final String component;

  /// @param component who reports
  public EventRecorder(Resources resources, Clock clock, String component) {
    this.resources = resources;
    this.type = resources.kinds().builtin("/events");
    this.clock = clock;
    this.component = component;
  }

  public void normal(StoredObject about, String reason, String message) {
    record(about, "Normal", reason, message);
  }

  public void warning(StoredObject about, String reason, String message) {
    record(about, "Warning", reason, message);
  }

  /// A warning that is not repeated while it is remembered.
  public void once(StoredObject about, String reason, String message) {
    if (resources.find("/events", namespaceOf(about), nameOf(about, reason, message)).isEmpty()) {
      warning(about, reason, message);
    }
  }

  private static String namespaceOf(StoredObject about) {
    return about.namespace().isEmpty() ? CLUSTER_SCOPED : about.namespace();
  }

  private static String nameOf(StoredObject about, String reason, String message) {
    return about.name() + "." + Integer.toHexString((about.uid() + reason + message).hashCode());
  }

  private void record(StoredObject about, String kind, String reason, String message) {
    String namespace = namespaceOf(about);
    String name = nameOf(about, reason, message);
    String now = Timestamps.now(clock);
    Terms terms = Terms.by(component);
    try {
      Optional<StoredObject> before = resources.find("/events", namespace, name);
      if (before.isPresent()) {
        resources.edit(
            before.get(),
            type,
            terms,
            next -> next.put("count", next.path("count").asInt() + 1).put("lastTimestamp", now));
      } else {
        resources.create(
            type,
            namespace,
            event(about, name, now).put("type", kind).put("reason", reason).put("message", message),
            terms);
      }
    } catch (RequestFailed e) {
      LOG.log(Level.FINE, "an event is lost", e);
    }
  }

  private ObjectNode event(StoredObject about, String name, String now) {
    ObjectNode involved =
        Json.object(
            "apiVersion",
            about.at("apiVersion"),
            "kind",
            about.at("kind"),
            "name",
            about.name(),
            "namespace",
            about.namespace().isEmpty() ? null : about.namespace(),
            "uid",
            about.uid());
    return Json.object("metadata", Json.object("name", name), "involvedObject", involved)
        .put("reportingComponent", component)
        .put("reportingInstance", "")
        .put("count", 1)
        .put("firstTimestamp", now)
        .put("lastTimestamp", now)
        .set("source", Json.object("component", component));
  }
}
