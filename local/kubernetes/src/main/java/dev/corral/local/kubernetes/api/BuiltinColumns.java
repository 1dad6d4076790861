package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.resource.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The columns that kubectl's users know for the built-in kinds.
final class BuiltinColumns {
  private BuiltinColumns() {}

  static List<Column> of(String storage) {
    return switch (storage) {
      case "/pods" -> pods();
      case "/nodes" -> nodes();
      case "/services" -> services();
      case "/events" -> events();
      case "/namespaces" ->
          List.of(Column.nameColumn(), field("Status", "status", "phase"), Column.ageColumn());
      case "/configmaps", "/secrets" -> data(storage);
      case "/persistentvolumeclaims" ->
          List.of(
              Column.nameColumn(),
              field("Status", "status", "phase"),
              field("Volume", "spec", "volumeName"),
              field("Capacity", "status", "capacity", "storage"),
              Column.ageColumn());
      case "/persistentvolumes" ->
          List.of(
              Column.nameColumn(),
              field("Capacity", "spec", "capacity", "storage"),
              field("Reclaim Policy", "spec", "persistentVolumeReclaimPolicy"),
              field("Status", "status", "phase"),
              field("Claim", "spec", "claimRef", "name"),
              Column.ageColumn());
      case "apps/deployments" -> deployments();
      case "apps/replicasets" -> replicaSets();
      case "discovery.k8s.io/endpointslices" -> slices();
      case "coordination.k8s.io/leases" ->
          List.of(
              Column.nameColumn(), field("Holder", "spec", "holderIdentity"), Column.ageColumn());
      case "apiextensions.k8s.io/customresourcedefinitions" ->
          List.of(Column.nameColumn(), field("Created At", "metadata", "creationTimestamp"));
      default -> List.of(Column.nameColumn(), Column.ageColumn());
    };
  }

  private static Column field(String name, String... path) {
    return Column.text(name, false, o -> at(o, path).asText());
  }

  private static JsonNode at(JsonNode node, String... path) {
    JsonNode value = node;
    for (String step : path) {
      value = value.path(step);
    }
    return value;
  }

  private static String orNone(JsonNode value) {
    return value.asText().isEmpty() ? "<none>" : value.asText();
  }

  private static List<Column> pods() {
    return List.of(
        Column.nameColumn(),
        Column.text("Ready", false, PodSummary::ready),
        Column.text("Status", false, PodSummary::status),
        Column.text("Restarts", false, PodSummary::restarts),
        Column.ageColumn(),
        Column.text("IP", true, o -> orNone(at(o, "status", "podIP"))),
        Column.text("Node", true, o -> orNone(at(o, "spec", "nodeName"))),
        Column.text("Nominated Node", true, o -> orNone(at(o, "status", "nominatedNodeName"))),
        Column.text("Readiness Gates", true, o -> "<none>"));
  }

  private static List<Column> nodes() {
    return List.of(
        Column.nameColumn(),
        Column.text("Status", false, BuiltinColumns::nodeStatus),
        Column.text("Roles", false, o -> "<none>"),
        Column.ageColumn(),
        Column.text("Version", false, o -> at(o, "status", "nodeInfo", "kubeletVersion").asText()),
        Column.text(
            "Internal-IP",
            true,
            o -> orNone(at(o, "status", "addresses").path(0).path("address"))));
  }

  private static String nodeStatus(JsonNode node) {
    for (JsonNode condition : at(node, "status", "conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True") ? "Ready" : "NotReady";
      }
    }
    return "Unknown";
  }

  private static List<Column> services() {
    return List.of(
        Column.nameColumn(),
        field("Type", "spec", "type"),
        Column.text("Cluster-IP", false, o -> orNone(at(o, "spec", "clusterIP"))),
        Column.text("External-IP", false, o -> "<none>"),
        Column.text("Port(s)", false, BuiltinColumns::ports),
        Column.ageColumn(),
        Column.text("Selector", true, o -> LabelSelector.of(at(o, "spec", "selector")).text()));
  }

  private static String ports(JsonNode service) {
    List<String> ports = new ArrayList<>();
    at(service, "spec", "ports")
        .forEach(p -> ports.add(p.path("port").asText() + "/" + p.path("protocol").asText()));
    return ports.isEmpty() ? "<none>" : String.join(",", ports);
  }

  private static List<Column> events() {
    return List.of(
        new Column("Last Seen", "string", 0, (o, now) -> Age.since(lastSeen(o), now)),
        field("Type", "type"),
        field("Reason", "reason"),
        Column.text("Object", false, BuiltinColumns::object),
        Column.text("Message", false, o -> o.path("message").asText(o.path("note").asText())),
        new Column("Name", "string", 1, (o, now) -> at(o, "metadata", "name").asText()));
  }

  private static String lastSeen(JsonNode event) {
    String last =
        event.path("lastTimestamp").asText(event.path("deprecatedLastTimestamp").asText());
    String time = last.isEmpty() ? event.path("eventTime").asText() : last;
    return time.isEmpty() ? at(event, "metadata", "creationTimestamp").asText() : time;
  }

  private static String object(JsonNode event) {
    JsonNode object =
        event.has("involvedObject") ? event.path("involvedObject") : event.path("regarding");
    return object.path("kind").asText().toLowerCase(Locale.ROOT)
        + "/"
        + object.path("name").asText();
  }

  private static List<Column> data(String storage) {
    Column count =
        new Column(
            "Data", "integer", 0, (o, now) -> o.path("data").size() + o.path("binaryData").size());
    return storage.equals("/secrets")
        ? List.of(Column.nameColumn(), field("Type", "type"), count, Column.ageColumn())
        : List.of(Column.nameColumn(), count, Column.ageColumn());
  }

  private static Column number(String name, String... path) {
    return new Column(name, "integer", 0, (o, now) -> at(o, path).asInt());
  }

  private static List<Column> deployments() {
    return List.of(
        Column.nameColumn(),
        Column.text(
            "Ready",
            false,
            o ->
                at(o, "status", "readyReplicas").asInt() + "/" + at(o, "spec", "replicas").asInt()),
        number("Up-to-date", "status", "updatedReplicas"),
        number("Available", "status", "availableReplicas"),
        Column.ageColumn(),
        containers("Containers", "name"),
        containers("Images", "image"),
        Column.text("Selector", true, o -> LabelSelector.of(at(o, "spec", "selector")).text()));
  }

  private static Column containers(String name, String field) {
    return Column.text(
        name, true, o -> texts(at(o, "spec", "template", "spec", "containers"), field));
  }

  private static String texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.path(field).asText()));
    return texts.stream().distinct().collect(Collectors.joining(","));
  }

  private static List<Column> replicaSets() {
    return List.of(
        Column.nameColumn(),
        number("Desired", "spec", "replicas"),
        number("Current", "status", "replicas"),
        number("Ready", "status", "readyReplicas"),
        Column.ageColumn());
  }

  private static List<Column> slices() {
    return List.of(
        Column.nameColumn(),
        field("AddressType", "addressType"),
        Column.text(
            "Ports",
            false,
            o -> o.path("ports").isEmpty() ? "<unset>" : texts(o.path("ports"), "port")),
        Column.text(
            "Endpoints", false, o -> o.path("endpoints").isEmpty() ? "<unset>" : addresses(o)),
        Column.ageColumn());
  }

  private static String addresses(JsonNode slice) {
    List<String> addresses = new ArrayList<>();
    slice
        .path("endpoints")
        .forEach(endpoint -> endpoint.path("addresses").forEach(a -> addresses.add(a.asText())));
    return String.join(",", addresses);
  }
}
