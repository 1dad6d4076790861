package dev.corral.local.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.patch.ListKeys;
import dev.corral.local.kubernetes.patch.ListShape;
import dev.corral.local.kubernetes.patch.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A set of fields of an object, as a tree: the `fieldsV1` of managedFields.
///
/// Steps are written as there: `f:name` a field, `k:{…}` an item by its keys, `v:…` an item by its
/// value.
public final class FieldSet {
  private static final Set<String> SERVER_FIELDS =
      Set.of(
          "name",
          "namespace",
          "uid",
          "creationTimestamp",
          "generation",
          "resourceVersion",
          "managedFields",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "selfLink",
          "generateName");

  private final boolean member;
  private final TreeMap<String, FieldSet> children;

  private FieldSet(boolean member, TreeMap<String, FieldSet> children) {
    this.member = member;
    this.children = children;
  }

  public static FieldSet empty() {
    return new FieldSet(false, new TreeMap<>());
  }

  private static FieldSet leaf() {
    return new FieldSet(true, new TreeMap<>());
  }

  /// All fields of an object except those that only the server writes.
  public static FieldSet of(ObjectNode object, Shape shape) {
    ObjectNode own = object.deepCopy().without(List.of("apiVersion", "kind"));
    if (own.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(SERVER_FIELDS);
      if (metadata.isEmpty()) {
        own.remove("metadata");
      }
    }
    return own.isEmpty() ? empty() : ofValue(own, shape);
  }

  private static FieldSet ofValue(JsonNode value, Shape shape) {
    if (value.isObject() && !value.isEmpty() && !shape.atomicObject()) {
      TreeMap<String, FieldSet> fields = new TreeMap<>();
      value
          .properties()
          .forEach(
              f -> fields.put("f:" + f.getKey(), ofValue(f.getValue(), shape.field(f.getKey()))));
      return new FieldSet(false, fields);
    }
    return value.isArray() && !value.isEmpty() ? ofList(value, shape) : leaf();
  }

  private static FieldSet ofList(JsonNode list, Shape shape) {
    TreeMap<String, FieldSet> items = new TreeMap<>();
    switch (shape.list()) {
      case ListShape.Atomic _ -> {
        return leaf();
      }
      case ListShape.SetOfValues _ -> list.forEach(item -> items.put("v:" + item, leaf()));
      case ListShape.MapBy(List<String> keys) ->
          list.forEach(item ->
              items.put(
                  "k:" + ListKeys.of(item, keys),
                  new FieldSet(true, ofValue(item, shape.item()).children)));
    }
    return new FieldSet(false, items);
  }

  /// The set that a `fieldsV1` describes.
  public static FieldSet parse(JsonNode fields) {
    TreeMap<String, FieldSet> children = new TreeMap<>();
    fields
        .properties()
        .forEach(field -> {
          if (!field.getKey().equals(".")) {
            children.put(canonical(field.getKey()), parse(field.getValue()));
          }
        });
    return new FieldSet(fields.has(".") || children.isEmpty(), children);
  }

  private static String canonical(String step) {
    try {
      return step.startsWith("f:")
          ? step
          : step.substring(0, 2) + Json.parse(step.substring(2).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return step;
    }
  }

  /// The `fieldsV1` of this set.
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    if (member && !children.isEmpty()) {
      json.set(".", Json.object());
    }
    children.forEach((step, child) -> json.set(step, child.toJson()));
    return json;
  }

  public boolean isEmpty() {
    return !member && children.isEmpty();
  }

  public boolean member() {
    return member;
  }

  public Map<String, FieldSet> children() {
    return children;
  }

  public FieldSet union(FieldSet other) {
    TreeMap<String, FieldSet> all = new TreeMap<>(children);
    other.children.forEach((step, child) -> all.merge(step, child, FieldSet::union));
    return new FieldSet(member || other.member, all);
  }

  /// The fields that are in both.
  public FieldSet and(FieldSet other) {
    TreeMap<String, FieldSet> both = new TreeMap<>();
    children.forEach((step, child) -> {
      FieldSet theirs = other.children.get(step);
      if (theirs != null) {
        putUnlessEmpty(both, step, child.and(theirs));
      }
    });
    return new FieldSet(member && other.member, both);
  }

  /// The fields that are here and not there.
  public FieldSet minus(FieldSet other) {
    TreeMap<String, FieldSet> rest = new TreeMap<>();
    children.forEach((step, child) -> {
      FieldSet theirs = other.children.get(step);
      putUnlessEmpty(rest, step, theirs == null ? child : child.minus(theirs));
    });
    return new FieldSet(member && !other.member, rest);
  }

  /// The fields that still exist: itself in the other set, or below a value that is there as a
  /// whole.
  public FieldSet existingIn(FieldSet other) {
    TreeMap<String, FieldSet> rest = new TreeMap<>();
    children.forEach((step, child) -> {
      FieldSet theirs = other.children.get(step);
      if (theirs != null) {
        putUnlessEmpty(
            rest,
            step,
            theirs.member && theirs.children.isEmpty() ? child : child.existingIn(theirs));
      }
    });
    return new FieldSet(member, rest);
  }

  private static void putUnlessEmpty(TreeMap<String, FieldSet> map, String step, FieldSet set) {
    if (!set.isEmpty()) {
      map.put(step, set);
    }
  }

  /// The fields whose values in the two objects differ, among those of this set.
  public FieldSet differing(JsonNode one, JsonNode two) {
    TreeMap<String, FieldSet> different = new TreeMap<>();
    children.forEach((step, child) ->
        putUnlessEmpty(
            different, step, child.differing(Steps.into(one, step), Steps.into(two, step))));
    boolean here =
        member
            && (children.isEmpty() ? !one.equals(two) : one.isMissingNode() != two.isMissingNode());
    return new FieldSet(here, different);
  }

  /// Readable paths such as `.spec.replicas`.
  public void forEachPath(Consumer<String> consumer) {
    paths("", consumer);
  }

  private void paths(String prefix, Consumer<String> consumer) {
    if (member) {
      consumer.accept(prefix);
    }
    children.forEach((step, child) -> child.paths(prefix + Steps.readable(step), consumer));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && member == set.member && children.equals(set.children);
  }

  @Override
  public int hashCode() {
    return children.hashCode() + (member ? 1 : 0);
  }
}
