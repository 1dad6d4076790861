package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The values that the API server fills in for built-in kinds when a client leaves them out.
final class BuiltinDefaults {
  private BuiltinDefaults() {}

  static void fill(ResourceType type, ObjectNode object) {
    switch (type.storage()) {
      case "/namespaces" -> namespace(object);
      case "/pods" -> pod(object);
      case "/services" -> service(object);
      case "/secrets" -> secret(object);
      case "apps/deployments" -> deployment(object);
      case "apps/replicasets" -> replicaSet(object);
      case "discovery.k8s.io/endpointslices" -> endpointSlice(object);
      case "/persistentvolumes" -> {
        absent(Json.at(object, "spec"), "volumeMode", "Filesystem");
        absent(Json.at(object, "spec"), "persistentVolumeReclaimPolicy", "Retain");
      }
      case "/persistentvolumeclaims" -> absent(Json.at(object, "spec"), "volumeMode", "Filesystem");
      default -> {}
    }
  }

  private static void namespace(ObjectNode object) {
    Json.at(object, "metadata", "labels")
        .put("kubernetes.io/metadata.name", object.path("metadata").path("name").asText());
    if (!object.path("spec").has("finalizers")
        && !object.path("metadata").has("deletionTimestamp")) {
      Json.at(object, "spec").set("finalizers", Json.array("kubernetes"));
    }
    absent(Json.at(object, "status"), "phase", "Active");
  }

  private static void pod(ObjectNode object) {
    podSpec(Json.at(object, "spec"));
    ObjectNode status = Json.at(object, "status");
    absent(status, "phase", "Pending");
    absent(status, "qosClass", "BestEffort");
  }

  private static void podSpec(ObjectNode spec) {
    absent(spec, "restartPolicy", "Always");
    absent(spec, "terminationGracePeriodSeconds", 30);
    absent(spec, "dnsPolicy", "ClusterFirst");
    absent(spec, "schedulerName", "default-scheduler");
    absent(spec, "securityContext", Json.object());
    spec.path("initContainers").forEach(BuiltinDefaults::container);
    spec.path("containers").forEach(BuiltinDefaults::container);
    spec.path("volumes").forEach(BuiltinDefaults::volume);
  }

  private static void container(JsonNode node) {
    if (!(node instanceof ObjectNode container)) {
      return;
    }
    String image = container.path("image").asText();
    absent(
        container,
        "imagePullPolicy",
        image.endsWith(":latest") || image.lastIndexOf(':') <= image.lastIndexOf('/')
            ? "Always"
            : "IfNotPresent");
    absent(container, "terminationMessagePath", "/dev/termination-log");
    absent(container, "terminationMessagePolicy", "File");
    absent(container, "resources", Json.object());
    container.path("ports").forEach(port -> absent((ObjectNode) port, "protocol", "TCP"));
    for (String name : new String[] {"startupProbe", "readinessProbe", "livenessProbe"}) {
      if (container.get(name) instanceof ObjectNode probe) {
        probe(probe);
      }
    }
  }

  private static void probe(ObjectNode probe) {
    absent(probe, "timeoutSeconds", 1);
    absent(probe, "periodSeconds", 10);
    absent(probe, "successThreshold", 1);
    absent(probe, "failureThreshold", 3);
    if (probe.get("httpGet") instanceof ObjectNode get) {
      absent(get, "scheme", "HTTP");
      absent(get, "path", "/");
    }
  }

  private static void volume(JsonNode volume) {
    for (String name : new String[] {"configMap", "secret", "projected"}) {
      if (volume.get(name) instanceof ObjectNode source) {
        absent(source, "defaultMode", 420);
      }
    }
  }

  private static void service(ObjectNode object) {
    ObjectNode spec = Json.at(object, "spec");
    absent(spec, "type", "ClusterIP");
    absent(spec, "sessionAffinity", "None");
    absent(spec, "internalTrafficPolicy", "Cluster");
    absent(spec, "ipFamilies", Json.array("IPv4"));
    absent(spec, "ipFamilyPolicy", "SingleStack");
    if (!spec.has("clusterIP") && !spec.path("type").asText().equals("ExternalName")) {
      int hash = object.path("metadata").path("uid").asText().hashCode();
      spec.put("clusterIP", "10.96.%d.%d".formatted(hash >>> 8 & 0xff, Math.max(1, hash & 0xff)));
    }
    if (spec.has("clusterIP")) {
      absent(spec, "clusterIPs", Json.array(spec.path("clusterIP")));
    }
    for (JsonNode node : spec.path("ports")) {
      ObjectNode port = (ObjectNode) node;
      absent(port, "protocol", "TCP");
      absent(port, "targetPort", port.path("port"));
    }
    absent(Json.at(object, "status"), "loadBalancer", Json.object());
  }

  private static void secret(ObjectNode object) {
    absent(object, "type", "Opaque");
    if (object.remove("stringData") instanceof ObjectNode texts) {
      ObjectNode data = Json.at(object, "data");
      texts
          .properties()
          .forEach(t ->
              data.put(
                  t.getKey(),
                  Base64.getEncoder()
                      .encodeToString(t.getValue().asText().getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static void deployment(ObjectNode object) {
    ObjectNode spec = Json.at(object, "spec");
    absent(spec, "replicas", 1);
    absent(spec, "revisionHistoryLimit", 10);
    absent(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = Json.at(spec, "strategy");
    absent(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      absent(Json.at(strategy, "rollingUpdate"), "maxUnavailable", "25%");
      absent(Json.at(strategy, "rollingUpdate"), "maxSurge", "25%");
    }
    template(spec);
  }

  private static void replicaSet(ObjectNode object) {
    ObjectNode spec = Json.at(object, "spec");
    absent(spec, "replicas", 1);
    template(spec);
    absent(Json.at(object, "status"), "replicas", 0);
  }

  private static void template(ObjectNode spec) {
    ObjectNode template = Json.at(spec, "template");
    Json.at(template, "metadata").remove("creationTimestamp");
    podSpec(Json.at(template, "spec"));
  }

  private static void endpointSlice(ObjectNode object) {
    absent(object, "endpoints", Json.array());
    if (object.get("ports") instanceof ArrayNode ports) {
      ports.forEach(port -> absent((ObjectNode) port, "protocol", "TCP"));
      ports.forEach(port -> absent((ObjectNode) port, "name", ""));
    }
  }

  private static void absent(ObjectNode object, String name, Object value) {
    if (!object.has(name) || object.get(name).isNull()) {
      object.setAll(Json.object(name, value));
    }
  }
}
