package dev.corral.local.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;

/// JSON merge patch, RFC 7396.
public final class MergePatch {
  private MergePatch() {}

  /// The target as the patch makes it; the target itself is left alone.
  public static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch.deepCopy();
    }
    ObjectNode result = target instanceof ObjectNode object ? object.deepCopy() : Json.object();
    changes
        .properties()
        .forEach(change -> {
          if (change.getValue().isNull()) {
            result.remove(change.getKey());
          } else {
            result.set(change.getKey(), apply(result.path(change.getKey()), change.getValue()));
          }
        });
    return result;
  }
}
