package dev.corral.local.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A Service's endpoints from its pods. A named target port is looked up in each pod, so pods with
/// different port numbers end up under different port lists.
final class Endpoints {
  private Endpoints() {}

  static Map<ArrayNode, List<ObjectNode>> byPorts(StoredObject service, List<StoredObject> pods) {
    Map<ArrayNode, List<ObjectNode>> endpoints = new LinkedHashMap<>();
    boolean early = service.at("spec", "publishNotReadyAddresses").asBoolean();
    for (StoredObject pod : pods) {
      String phase = pod.at("status", "phase").asText();
      boolean ended = phase.equals("Succeeded") || phase.equals("Failed");
      if (!pod.at("status", "podIP").asText().isEmpty() && !ended) {
        endpoints
            .computeIfAbsent(ports(service, pod), ports -> new ArrayList<>())
            .add(endpoint(pod, early));
      }
    }
    return endpoints;
  }

  private static ArrayNode ports(StoredObject service, StoredObject pod) {
    ArrayNode ports = Json.array();
    for (JsonNode port : service.at("spec", "ports")) {
      OptionalInt number = number(port, pod);
      if (number.isPresent()) {
        ports.add(
            Json.object(
                "name",
                port.path("name").asText(),
                "port",
                number.getAsInt(),
                "protocol",
                port.path("protocol").asText("TCP"),
                "appProtocol",
                port.get("appProtocol")));
      }
    }
    return ports;
  }

  private static OptionalInt number(JsonNode port, StoredObject pod) {
    JsonNode target = port.has("targetPort") ? port.path("targetPort") : port.path("port");
    if (target.isInt()) {
      return OptionalInt.of(target.asInt());
    }
    for (JsonNode container : pod.at("spec", "containers")) {
      for (JsonNode named : container.path("ports")) {
        if (named.path("name").asText().equals(target.asText())) {
          return OptionalInt.of(named.path("containerPort").asInt());
        }
      }
    }
    return OptionalInt.empty();
  }

  private static ObjectNode endpoint(StoredObject pod, boolean early) {
    boolean ready = Pods.ready(pod);
    return Json.object(
        "addresses", List.of(pod.at("status", "podIP").asText()),
        "conditions",
            Json.object(
                "ready",
                early || ready && !pod.deleting(),
                "serving",
                ready,
                "terminating",
                pod.deleting()),
        "nodeName", pod.at("spec", "nodeName").asText(),
        "targetRef",
            Json.object(
                "kind", "Pod", "namespace", pod.namespace(), "name", pod.name(), "uid", pod.uid()));
  }
}
