package dev.corral.local.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import java.util.List;
import java.util.OptionalInt;

/// Finding an item of a list by its keys.
public final class ListKeys {
  private ListKeys() {}

  /// The values of the keys in an item; a missing port protocol counts as TCP.
  public static ObjectNode of(JsonNode item, List<String> keys) {
    ObjectNode values = Json.object();
    for (String key : keys) {
      if (item.has(key)) {
        values.set(key, item.get(key));
      } else if (key.equals("protocol")) {
        values.put(key, "TCP");
      }
    }
    return values;
  }

  /// Where in the list the item with these key values is.
  public static OptionalInt indexOf(JsonNode list, ObjectNode wanted, List<String> keys) {
    for (int i = 0; i < list.size(); i++) {
      if (of(list.get(i), keys).equals(wanted)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /// Where in the list an equal value is.
  public static OptionalInt indexOf(JsonNode list, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).equals(value)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
