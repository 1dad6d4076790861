package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.EventForms;
import dev.corral.local.kubernetes.store.StoredObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Objects in the version and form that a client asked for.
///
/// @param includeObject what a table row carries along: `Metadata`, `Object` or `None`
record Presentation(ResourceType type, View view, String includeObject, Tables tables) {
  static Presentation of(ResourceType type, Call call, Tables tables) {
    return new Presentation(
        type, View.of(call.header("accept")), call.parameter("includeObject"), tables);
  }

  byte[] one(StoredObject object) {
    return view == View.OBJECT && asStored(object) ? object.bytes() : one(object.copy());
  }

  /// The given tree may be changed.
  byte[] one(ObjectNode object) {
    ObjectNode shown = EventForms.show(type, object);
    return Json.bytes(
        switch (view) {
          case OBJECT -> shown;
          case METADATA -> metadataOnly(shown);
          case TABLE ->
              tables
                  .table(type, List.of(shown), includeObject)
                  .set(
                      "metadata",
                      Json.object(
                          "resourceVersion", shown.path("metadata").path("resourceVersion")));
        });
  }

  private boolean asStored(StoredObject object) {
    return object.at("apiVersion").asText().equals(type.version().apiVersion());
  }

  static ObjectNode metadataOnly(ObjectNode object) {
    return Json.object(
        "kind",
        "PartialObjectMetadata",
        "apiVersion",
        "meta.k8s.io/v1",
        "metadata",
        object.path("metadata"));
  }

  /// A list with its metadata.
  byte[] list(List<StoredObject> objects, ObjectNode metadata) {
    if (view == View.TABLE) {
      List<ObjectNode> shown =
          objects.stream().map(object -> EventForms.show(type, object.copy())).toList();
      return Json.bytes(tables.table(type, shown, includeObject).set("metadata", metadata));
    }
    boolean whole = view == View.OBJECT;
    ObjectNode head =
        Json.object(
            "kind", whole ? type.kind() + "List" : "PartialObjectMetadataList",
            "apiVersion", whole ? type.version().apiVersion() : "meta.k8s.io/v1",
            "metadata", metadata);
    byte[] start = Json.bytes(head);
    ByteArrayOutputStream out = new ByteArrayOutputStream(start.length + objects.size() * 512);
    out.write(start, 0, start.length - 1);
    out.writeBytes(",\"items\":[".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < objects.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(one(objects.get(i)));
    }
    out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
