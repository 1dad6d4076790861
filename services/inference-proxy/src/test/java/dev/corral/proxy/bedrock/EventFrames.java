package dev.corral.proxy.bedrock;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Event-stream frames as the service sends them.
final class EventFrames {
  private EventFrames() {}

  static byte[] event(String type, String json) {
    return frame(Map.of(":event-type", type, ":message-type", "event"), json);
  }

  static byte[] exception(String type, String message) {
    return frame(
        Map.of(":exception-type", type, ":message-type", "exception"),
        "{\"message\":\"" + message + "\"}");
  }

  private static byte[] frame(Map<String, String> names, String json) {
    Map<String, HeaderValue> headers = new HashMap<>();
    names.forEach((name, value) -> headers.put(name, HeaderValue.fromString(value)));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    ByteBuffer buffer = new Message(headers, json.getBytes(StandardCharsets.UTF_8)).toByteBuffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  static byte[] text(String text) {
    return event(
        "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"}}");
  }

  static byte[] stop(String reason) {
    return event("messageStop", "{\"stopReason\":\"" + reason + "\"}");
  }

  static byte[] metadata(int in, int out) {
    return event(
        "metadata",
        "{\"usage\":{\"inputTokens\":%d,\"outputTokens\":%d,\"totalTokens\":%d},\"metrics\":{\"latencyMs\":5}}"
            .formatted(in, out, in + out));
  }

  /// A whole short stream.
  static List<byte[]> stream() {
    List<byte[]> frames = new ArrayList<>();
    frames.add(event("messageStart", "{\"role\":\"assistant\"}"));
    frames.add(text("Hello"));
    frames.add(text(" world"));
    frames.add(event("contentBlockStop", "{\"contentBlockIndex\":0}"));
    frames.add(stop("end_turn"));
    frames.add(metadata(7, 2));
    return frames;
  }

  static byte[] joined(List<byte[]> frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
