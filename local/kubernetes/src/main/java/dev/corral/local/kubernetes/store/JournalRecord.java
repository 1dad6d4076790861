package dev.corral.local.kubernetes.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/// One line of the journal or of a snapshot: a checksum, a blank and a JSON object.
public sealed interface JournalRecord {
  long revision();

  /// An object as it became.
  record Put(long revision, ObjectKey key, ObjectNode json) implements JournalRecord {}

  /// An object that is gone.
  record Removal(long revision, ObjectKey key) implements JournalRecord {}

  /// End of a snapshot: the revision it stands for and how many objects precede it.
  record End(long revision, int count) implements JournalRecord {}

  /// The line, with its line feed.
  default byte[] line() {
    ObjectNode node =
        switch (this) {
          case Put put -> keyed(put.revision, put.key).set("o", put.json);
          case Removal removal -> keyed(removal.revision, removal.key);
          case End end -> Json.object("rv", end.revision, "count", end.count);
        };
    byte[] body = Json.bytes(node);
    byte[] line = Arrays.copyOf(checksum(body, 0, body.length), 9 + body.length + 1);
    line[8] = ' ';
    System.arraycopy(body, 0, line, 9, body.length);
    line[line.length - 1] = '\n';
    return line;
  }

  /// The record in a line without its line feed; empty when the line was not written whole.
  static Optional<JournalRecord> read(byte[] line) {
    if (line.length < 11
        || !Arrays.equals(Arrays.copyOf(line, 8), checksum(line, 9, line.length - 9))) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(Json.parse(Arrays.copyOfRange(line, 9, line.length))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static JournalRecord of(JsonNode node) {
    long revision = node.path("rv").asLong();
    if (node.has("count")) {
      return new End(revision, node.path("count").asInt());
    }
    JsonNode k = node.path("k");
    ObjectKey key = new ObjectKey(k.path(0).asText(), k.path(1).asText(), k.path(2).asText());
    return node.get("o") instanceof ObjectNode json
        ? new Put(revision, key, json)
        : new Removal(revision, key);
  }

  private static ObjectNode keyed(long revision, ObjectKey key) {
    return Json.object(
        "rv", revision, "k", Json.array(key.resource(), key.namespace(), key.name()));
  }

  private static byte[] checksum(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return "%08x".formatted(crc.getValue()).getBytes(StandardCharsets.US_ASCII);
  }
}
