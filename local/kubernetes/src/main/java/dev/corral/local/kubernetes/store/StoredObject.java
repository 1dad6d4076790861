package dev.corral.local.kubernetes.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import org.jspecify.annotations.Nullable;

/// One version of one object; its tree must not be changed, only copied.
public final class StoredObject {
  private final ObjectKey key;
  private final long revision;
  private final ObjectNode json;
  private volatile byte @Nullable [] bytes;

  StoredObject(ObjectKey key, long revision, ObjectNode json) {
    this.key = key;
    this.revision = revision;
    this.json = json;
  }

  public ObjectKey key() {
    return key;
  }

  public long revision() {
    return revision;
  }

  /// The shared tree, to be read only.
  public ObjectNode json() {
    return json;
  }

  /// A tree of one's own.
  public ObjectNode copy() {
    return json.deepCopy();
  }

  /// The value at a path, or a missing node.
  public JsonNode at(String... path) {
    JsonNode node = json;
    for (String name : path) {
      node = node.path(name);
    }
    return node;
  }

  public String uid() {
    return json.path("metadata").path("uid").asText();
  }

  public String name() {
    return key.name();
  }

  public String namespace() {
    return key.namespace();
  }

  public boolean deleting() {
    return json.path("metadata").has("deletionTimestamp");
  }

  /// The JSON text, written once however many readers there are.
  public byte[] bytes() {
    byte[] known = bytes;
    if (known == null) {
      known = Json.bytes(json);
      bytes = known;
    }
    return known;
  }
}
