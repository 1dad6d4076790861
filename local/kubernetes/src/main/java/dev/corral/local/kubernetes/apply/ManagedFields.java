package dev.corral.local.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.patch.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/// The `metadata.managedFields` of an object.
public final class ManagedFields {
  private final Map<Owner, FieldSet> sets = new LinkedHashMap<>();
  private final Map<Owner, String> times = new LinkedHashMap<>();

  /// The record that an object carries.
  public static ManagedFields of(JsonNode object) {
    ManagedFields fields = new ManagedFields();
    for (JsonNode entry : object.path("metadata").path("managedFields")) {
      Owner owner =
          new Owner(
              entry.path("manager").asText(),
              entry.path("operation").asText().equals("Apply"),
              entry.path("apiVersion").asText(),
              entry.path("subresource").asText());
      fields.sets.put(owner, FieldSet.parse(entry.path("fieldsV1")));
      fields.times.put(owner, entry.path("time").asText());
    }
    return fields;
  }

  FieldSet of(Owner owner) {
    return sets.getOrDefault(owner, FieldSet.empty());
  }

  FieldSet ofAllBut(Owner owner) {
    FieldSet all = FieldSet.empty();
    for (Map.Entry<Owner, FieldSet> entry : sets.entrySet()) {
      all = entry.getKey().equals(owner) ? all : all.union(entry.getValue());
    }
    return all;
  }

  Map<Owner, FieldSet> entries() {
    return sets;
  }

  /// Makes this the owner's set; its time only moves when the set does.
  void set(Owner owner, FieldSet set, String now) {
    if (set.isEmpty()) {
      sets.remove(owner);
    } else if (!set.equals(sets.put(owner, set))) {
      times.put(owner, now);
    }
  }

  /// Takes fields away from everybody but one owner.
  void takeFromOthers(Owner owner, FieldSet taken) {
    sets.replaceAll((other, set) -> other.equals(owner) ? set : set.minus(taken));
    sets.values().removeIf(FieldSet::isEmpty);
  }

  /// Forgets fields that the object no longer has.
  void keepOnly(FieldSet existing) {
    sets.replaceAll((owner, set) -> set.existingIn(existing));
    sets.values().removeIf(FieldSet::isEmpty);
  }

  /// Writes the record into an object.
  void into(ObjectNode object) {
    ArrayNode array = Json.array();
    sets.forEach((owner, set) ->
        array.add(
            Json.object(
                "manager", owner.manager(),
                "operation", owner.operation(),
                "apiVersion", owner.apiVersion(),
                "time", times.get(owner),
                "fieldsType", "FieldsV1",
                "fieldsV1", set.toJson(),
                "subresource", owner.subresource().isEmpty() ? null : owner.subresource())));
    Json.at(object, "metadata").set("managedFields", array);
  }

  /// Records a write that was not an apply: what it changed now belongs to the writer.
  public static void recordUpdate(
      JsonNode before, ObjectNode after, Shape shape, Owner owner, String now) {
    ManagedFields fields = of(before);
    FieldSet existing = FieldSet.of(after, shape);
    FieldSet changed = existing.differing(after, before);
    fields.keepOnly(existing);
    fields.takeFromOthers(owner, changed);
    if (!changed.isEmpty()) {
      fields.set(owner, fields.of(owner).union(changed), now);
      fields.times.put(owner, now);
    }
    fields.into(after);
  }
}
