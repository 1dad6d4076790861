package dev.corral.local.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.patch.ListKeys;
import dev.corral.local.kubernetes.patch.ListShape;
import dev.corral.local.kubernetes.patch.Shape;
import dev.corral.local.kubernetes.status.Cause;
import dev.corral.local.kubernetes.status.RequestFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Applies a configuration: sets what it says, removes what its manager no longer says, refuses
/// (unless forced) to change what another manager owns.
public final class ServerSideApply {
  private final ObjectNode live;
  private final ObjectNode config;
  private final Shape shape;
  private final ManagedFields managed;

  private ServerSideApply(ObjectNode live, ObjectNode config, Shape shape) {
    this.live = live;
    this.config = config;
    this.shape = shape;
    this.managed = ManagedFields.of(live);
  }

  /// The live object (empty for a new one) as the configuration makes it.
  public static ObjectNode apply(
      ObjectNode live, ObjectNode config, Shape shape, Owner owner, Terms terms) {
    return new ServerSideApply(live, config, shape).run(owner, terms);
  }

  /// Whether conflicts are overridden, and the time to record.
  public record Terms(boolean force, String now) {}

  private ObjectNode run(Owner owner, Terms terms) {
    FieldSet applied = FieldSet.of(config, shape);
    FieldSet changed = applied.differing(config, live);
    List<Cause> conflicts = conflicts(owner, changed);
    if (!conflicts.isEmpty() && !terms.force()) {
      throw RequestFailed.applyConflict(conflicts);
    }
    ObjectNode result = (ObjectNode) merge(live, config, shape);
    FieldSet others = managed.ofAllBut(owner);
    remove(result, managed.of(owner).minus(applied).minus(others), others);
    managed.takeFromOthers(owner, changed);
    managed.set(owner, applied, terms.now());
    managed.keepOnly(FieldSet.of(result, shape));
    managed.into(result);
    return result;
  }

  private List<Cause> conflicts(Owner owner, FieldSet changed) {
    List<Cause> causes = new ArrayList<>();
    for (Map.Entry<Owner, FieldSet> entry : managed.entries().entrySet()) {
      Owner other = entry.getKey();
      if (!other.equals(owner)) {
        String by =
            "conflict with \""
                + other.manager()
                + "\""
                + (other.applies() ? "" : " using " + other.apiVersion());
        changed
            .and(entry.getValue())
            .forEachPath(path -> causes.add(new Cause("FieldManagerConflict", path, by)));
      }
    }
    return causes;
  }

  private static JsonNode merge(JsonNode live, JsonNode config, Shape shape) {
    if (config instanceof ObjectNode object
        && live instanceof ObjectNode old
        && !shape.atomicObject()) {
      ObjectNode result = old.deepCopy();
      object
          .properties()
          .forEach(f ->
              result.set(
                  f.getKey(),
                  merge(result.path(f.getKey()), f.getValue(), shape.field(f.getKey()))));
      return result;
    }
    if (config instanceof ArrayNode items && live instanceof ArrayNode old) {
      return mergeList(old, items, shape);
    }
    return config.deepCopy();
  }

  private static ArrayNode mergeList(ArrayNode live, ArrayNode config, Shape shape) {
    return switch (shape.list()) {
      case ListShape.Atomic _ -> config.deepCopy();
      case ListShape.SetOfValues _ -> {
        ArrayNode result = live.deepCopy();
        config.forEach(value -> addIfAbsent(result, value));
        yield result;
      }
      case ListShape.MapBy(List<String> keys) -> {
        ArrayNode result = live.deepCopy();
        config.forEach(item -> mergeItem(result, item, keys, shape));
        yield result;
      }
    };
  }

  private static void addIfAbsent(ArrayNode list, JsonNode value) {
    if (ListKeys.indexOf(list, value).isEmpty()) {
      list.add(value);
    }
  }

  private static void mergeItem(ArrayNode list, JsonNode item, List<String> keys, Shape shape) {
    OptionalInt index = ListKeys.indexOf(list, ListKeys.of(item, keys), keys);
    if (index.isPresent()) {
      list.set(index.getAsInt(), merge(list.get(index.getAsInt()), item, shape.item()));
    } else {
      list.add(item.deepCopy());
    }
  }

  /// Takes fields out; an item or object in which others own something stays.
  private static void remove(JsonNode node, FieldSet fields, FieldSet others) {
    fields
        .children()
        .forEach((step, child) -> {
          FieldSet theirs = others.children().getOrDefault(step, FieldSet.empty());
          JsonNode value = Steps.into(node, step);
          remove(value, child, theirs);
          boolean hollow = value.isContainerNode() && value.isEmpty();
          if (theirs.isEmpty() && (child.member() || hollow)) {
            Steps.remove(node, step);
          }
        });
  }

  /// An empty object to apply a first configuration to.
  public static ObjectNode nothing() {
    return Json.object();
  }
}
