package dev.corral.local.kubernetes.patch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;

/// JSON patch, RFC 6902.
public final class JsonPatch {
  private JsonPatch() {}

  /// The target after all operations, or a refusal when one of them cannot be done.
  public static JsonNode apply(JsonNode target, JsonNode operations) {
    if (!operations.isArray()) {
      throw RequestFailed.because(
          Reason.BAD_REQUEST, "a JSON patch must be an array of operations");
    }
    JsonNode result = target.deepCopy();
    for (JsonNode operation : operations) {
      result = step(result, operation);
    }
    return result;
  }

  private static JsonNode step(JsonNode target, JsonNode operation) {
    JsonPointer path = pointer(operation, "path");
    return switch (operation.path("op").asText()) {
      case "add" -> add(target, path, operation.path("value").deepCopy());
      case "remove" -> remove(target, path);
      case "replace" -> {
        existing(target, path);
        yield path.matches()
            ? operation.path("value").deepCopy()
            : replace(target, path, operation.path("value").deepCopy());
      }
      case "move" -> {
        JsonPointer from = pointer(operation, "from");
        JsonNode moved = existing(target, from).deepCopy();
        yield add(remove(target, from), path, moved);
      }
      case "copy" -> add(target, path, existing(target, pointer(operation, "from")).deepCopy());
      case "test" -> {
        if (!existing(target, path).equals(operation.path("value"))) {
          throw failed("testing value " + path + " failed");
        }
        yield target;
      }
      default -> throw RequestFailed.because(Reason.BAD_REQUEST, "unknown JSON patch operation");
    };
  }

  private static JsonPointer pointer(JsonNode operation, String name) {
    try {
      return JsonPointer.compile(operation.path(name).asText("?"));
    } catch (IllegalArgumentException e) {
      throw RequestFailed.because(
          Reason.BAD_REQUEST, "a JSON patch operation needs a valid " + name);
    }
  }

  private static JsonNode existing(JsonNode target, JsonPointer path) {
    JsonNode value = target.at(path);
    if (value.isMissingNode()) {
      throw failed("path " + path + " does not exist");
    }
    return value;
  }

  private static JsonNode add(JsonNode target, JsonPointer path, JsonNode value) {
    if (path.matches()) {
      return value;
    }
    String last = path.last().getMatchingProperty();
    switch (existing(target, path.head())) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode array when last.equals("-") -> array.add(value);
      case ArrayNode array when index(path) >= 0 && index(path) <= array.size() ->
          array.insert(index(path), value);
      default -> throw failed("cannot add at " + path);
    }
    return target;
  }

  private static JsonNode replace(JsonNode target, JsonPointer path, JsonNode value) {
    switch (existing(target, path.head())) {
      case ObjectNode object -> object.set(path.last().getMatchingProperty(), value);
      case ArrayNode array -> array.set(index(path), value);
      default -> throw failed("cannot replace at " + path);
    }
    return target;
  }

  private static JsonNode remove(JsonNode target, JsonPointer path) {
    existing(target, path);
    if (path.matches()) {
      throw failed("the whole object cannot be removed");
    }
    switch (existing(target, path.head())) {
      case ObjectNode object -> object.remove(path.last().getMatchingProperty());
      case ArrayNode array -> array.remove(index(path));
      default -> throw failed("cannot remove at " + path);
    }
    return target;
  }

  private static int index(JsonPointer path) {
    return path.last().getMatchingIndex();
  }

  private static RequestFailed failed(String message) {
    return RequestFailed.because(
        Reason.INVALID,
        "the server rejected our request due to an error in our request: " + message);
  }
}
