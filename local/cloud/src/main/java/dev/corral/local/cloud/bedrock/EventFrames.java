package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Frames of `application/vnd.amazon.eventstream`, with the lengths and both checksums.
final class EventFrames {
  static final String TYPE = "application/vnd.amazon.eventstream";

  private EventFrames() {}

  static byte[] event(String type, JsonNode payload) {
    return frame(":event-type", type, "event", payload);
  }

  static byte[] exception(String type, JsonNode payload) {
    return frame(":exception-type", type, "exception", payload);
  }

  private static byte[] frame(String typeHeader, String type, String kind, JsonNode payload) {
    var headers =
        Map.of(
            typeHeader,
            HeaderValue.fromString(type),
            ":content-type",
            HeaderValue.fromString("application/json"),
            ":message-type",
            HeaderValue.fromString(kind));
    var message = new Message(headers, payload.toString().getBytes(StandardCharsets.UTF_8));
    var buffer = message.toByteBuffer();
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
