package dev.corral.local.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.patch.ListKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Following one step of a [FieldSet] into a tree.
final class Steps {
  private Steps() {}

  /// The value one step below, or a missing node.
  static JsonNode into(JsonNode node, String step) {
    if (step.startsWith("f:")) {
      return node.path(step.substring(2));
    }
    OptionalInt index = index(node, step);
    return index.isPresent() ? node.get(index.getAsInt()) : MissingNode.getInstance();
  }

  /// Takes out the value one step below.
  static void remove(JsonNode node, String step) {
    if (node instanceof ObjectNode object) {
      object.remove(step.substring(2));
    } else if (node instanceof ArrayNode array) {
      index(array, step).ifPresent(array::remove);
    }
  }

  private static OptionalInt index(JsonNode list, String step) {
    JsonNode wanted = argument(step);
    if (step.startsWith("k:") && wanted instanceof ObjectNode keys) {
      return ListKeys.indexOf(list, keys, names(keys));
    }
    return ListKeys.indexOf(list, wanted);
  }

  private static List<String> names(ObjectNode keys) {
    List<String> names = new ArrayList<>();
    keys.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode argument(String step) {
    try {
      return Json.parse(step.substring(2).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As messages show it.
  static String readable(String step) {
    if (step.startsWith("f:")) {
      return "." + step.substring(2);
    }
    if (!(argument(step) instanceof ObjectNode keys)) {
      return "[=" + step.substring(2) + "]";
    }
    List<String> parts = new ArrayList<>();
    keys.properties().forEach(key -> parts.add(key.getKey() + "=" + key.getValue()));
    return "[" + String.join(",", parts) + "]";
  }
}
