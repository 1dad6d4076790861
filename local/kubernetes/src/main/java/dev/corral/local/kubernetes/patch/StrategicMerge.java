package dev.corral.local.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import java.util.List;
import java.util.OptionalInt;

/// Kubernetes' strategic merge patch with the directives that kubectl and the clients send.
public final class StrategicMerge {
  private static final String DIRECTIVE = "$patch";
  private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";

  private StrategicMerge() {}

  /// The target as the patch makes it; the target itself is left alone.
  public static ObjectNode apply(ObjectNode target, ObjectNode patch, Shape shape) {
    if (patch.path(DIRECTIVE).asText().equals("replace")) {
      return plain(patch);
    }
    ObjectNode result = target.deepCopy();
    keepOnlyRetained(result, patch);
    patch.properties().forEach(change -> merge(result, change.getKey(), change.getValue(), shape));
    return result;
  }

  private static void keepOnlyRetained(ObjectNode result, ObjectNode patch) {
    if (patch.get("$retainKeys") instanceof ArrayNode keys) {
      result.retain(Json.texts(keys));
    }
  }

  private static void merge(ObjectNode result, String name, JsonNode change, Shape shape) {
    if (name.startsWith(DELETE_FROM)) {
      deleteValues(result, name.substring(DELETE_FROM.length()), change);
    } else if (name.startsWith(ORDER)) {
      String list = name.substring(ORDER.length());
      order(result, list, change, shape.field(list).list());
    } else if (!name.startsWith("$")) {
      set(result, name, change, shape.field(name));
    }
  }

  private static void set(ObjectNode result, String name, JsonNode change, Shape shape) {
    JsonNode current = result.path(name);
    switch (change) {
      case ObjectNode object when object.path(DIRECTIVE).asText().equals("delete") ->
          result.remove(name);
      case ObjectNode object ->
          result.set(
              name, apply(current instanceof ObjectNode o ? o : Json.object(), object, shape));
      case ArrayNode array ->
          result.set(
              name, mergeList(current instanceof ArrayNode a ? a : Json.array(), array, shape));
      case JsonNode value when value.isNull() -> result.remove(name);
      default -> result.set(name, change);
    }
  }

  private static ArrayNode mergeList(ArrayNode current, ArrayNode patch, Shape shape) {
    for (JsonNode item : patch) {
      if (item.path(DIRECTIVE).asText().equals("replace")) {
        ArrayNode replaced = Json.array();
        patch.forEach(other -> addUnlessDirective(replaced, other));
        return replaced;
      }
    }
    return switch (shape.list()) {
      case ListShape.Atomic _ -> patch.deepCopy();
      case ListShape.SetOfValues _ -> union(current, patch);
      case ListShape.MapBy(List<String> keys) ->
          mergeByKeys(current, patch, shape, mergeKeys(keys));
    };
  }

  /// Strategic merge tells ports apart by number alone, unlike server-side apply.
  private static List<String> mergeKeys(List<String> keys) {
    return keys.subList(0, 1);
  }

  private static void addUnlessDirective(ArrayNode list, JsonNode item) {
    if (!item.has(DIRECTIVE)) {
      list.add(item.deepCopy());
    }
  }

  private static ArrayNode union(ArrayNode current, ArrayNode patch) {
    ArrayNode result = current.deepCopy();
    for (JsonNode value : patch) {
      if (ListKeys.indexOf(result, value).isEmpty()) {
        result.add(value);
      }
    }
    return result;
  }

  private static ArrayNode mergeByKeys(
      ArrayNode current, ArrayNode patch, Shape shape, List<String> keys) {
    ArrayNode result = current.deepCopy();
    for (JsonNode item : patch) {
      OptionalInt index = ListKeys.indexOf(result, ListKeys.of(item, keys), keys);
      if (item.path(DIRECTIVE).asText().equals("delete")) {
        index.ifPresent(result::remove);
      } else if (index.isPresent()
          && result.get(index.getAsInt()) instanceof ObjectNode old
          && item instanceof ObjectNode change) {
        result.set(index.getAsInt(), apply(old, change, shape.item()));
      } else {
        result.add(item instanceof ObjectNode object ? plain(object) : item);
      }
    }
    return result;
  }

  private static void deleteValues(ObjectNode result, String name, JsonNode values) {
    if (result.get(name) instanceof ArrayNode list) {
      values.forEach(value -> ListKeys.indexOf(list, value).ifPresent(list::remove));
    }
  }

  private static void order(ObjectNode result, String name, JsonNode wanted, ListShape shape) {
    if (!(result.get(name) instanceof ArrayNode list)) {
      return;
    }
    ArrayNode rest = list.deepCopy();
    ArrayNode ordered = Json.array();
    for (JsonNode place : wanted) {
      OptionalInt index =
          shape instanceof ListShape.MapBy(List<String> keys)
              ? ListKeys.indexOf(rest, ListKeys.of(place, mergeKeys(keys)), mergeKeys(keys))
              : ListKeys.indexOf(rest, place);
      index.ifPresent(i -> ordered.add(rest.remove(i)));
    }
    result.set(name, ordered.addAll(rest));
  }

  /// A new object from a patch: without its directives and nulls.
  private static ObjectNode plain(ObjectNode patch) {
    return apply(Json.object(), patch.deepCopy().without(DIRECTIVE), BuiltinShape.root());
  }
}
