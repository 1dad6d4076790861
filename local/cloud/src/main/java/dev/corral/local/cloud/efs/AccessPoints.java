package dev.corral.local.cloud.efs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.StateFile;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The access points, on disk before anybody hears of them.
final class AccessPoints {
  private static final Duration CREATING = Duration.ofMillis(500);
  private static final int MOST = 10_000;
  private static final String CREATED = "createdMillis";

  private final StateFile file;
  private final Clock clock;
  private final TreeMap<String, ObjectNode> points = new TreeMap<>();

  AccessPoints(StateFile file, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    for (var stored : file.read().properties()) {
      points.put(stored.getKey(), stored.getValue().deepCopy());
    }
  }

  synchronized List<ObjectNode> all() {
    return points.values().stream().map(this::shown).toList();
  }

  ObjectNode find(String id) {
    return all().stream()
        .filter(point -> point.path("AccessPointId").asText().equals(id))
        .findFirst()
        .orElseThrow(() -> missing(id));
  }

  /// EFS answers a repeated client token with a fault that names the access point there is.
  synchronized ObjectNode add(ObjectNode point) throws IOException {
    var token = point.path("ClientToken");
    for (var other : points.values()) {
      if (other.path("ClientToken").equals(token)) {
        throw alreadyThere(other);
      }
    }
    if (points.size() >= MOST) {
      throw AwsFault.of(
          403, "AccessPointLimitExceeded", "The file system has 10000 access points already.");
    }
    var added = point.deepCopy().put(CREATED, clock.millis());
    var changed = new TreeMap<>(points);
    changed.put(point.path("AccessPointId").asText(), added);
    replace(changed);
    return shown(added);
  }

  synchronized void remove(String id) throws IOException {
    var changed = new TreeMap<>(points);
    if (changed.remove(id) == null) {
      throw missing(id);
    }
    replace(changed);
  }

  private ObjectNode shown(ObjectNode point) {
    var shown = point.deepCopy();
    var age = Duration.ofMillis(clock.millis() - shown.remove(CREATED).asLong());
    return shown.put("LifeCycleState", age.compareTo(CREATING) < 0 ? "creating" : "available");
  }

  private void replace(TreeMap<String, ObjectNode> changed) throws IOException {
    var document = JsonNodeFactory.instance.objectNode();
    changed.forEach(document::set);
    file.write(document);
    points.clear();
    points.putAll(changed);
  }

  private static AwsFault missing(String id) {
    return AwsFault.of(
        404, "AccessPointNotFound", "Access point '%s' does not exist.".formatted(id));
  }

  private static AwsFault alreadyThere(JsonNode point) {
    var id = point.path("AccessPointId").asText();
    return new AwsFault(
        409,
        "AccessPointAlreadyExists",
        "Access point already exists with this client token: " + id,
        Map.of("AccessPointId", id));
  }
}
