package dev.corral.proxy.translation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.dialect.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Collects the frames of a stream until they are taken.
final class Frames {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  static ObjectNode object() {
    return JsonText.EXACT.createObjectNode();
  }

  static byte[] json(JsonNode node) {
    try {
      return JsonText.EXACT.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A server-sent event without a name.
  void data(JsonNode node) {
    text("data: ");
    out.writeBytes(json(node));
    text("\n\n");
  }

  /// A server-sent event whose name is its `type`.
  void event(ObjectNode node) {
    text("event: " + node.path("type").textValue() + "\n");
    data(node);
  }

  /// A line of its own.
  void line(JsonNode node) {
    out.writeBytes(json(node));
    text("\n");
  }

  void text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// All frames since the last time.
  byte[] take() {
    byte[] taken = out.toByteArray();
    out.reset();
    return taken;
  }
}
