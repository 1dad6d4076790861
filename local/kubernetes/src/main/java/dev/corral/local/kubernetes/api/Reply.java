package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.status.RequestFailed;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One whole answer.
///
/// @param warnings for `Warning` headers
record Reply(int code, String contentType, byte[] body, List<String> warnings) {
  static Reply of(int code, JsonNode body) {
    return new Reply(code, "application/json", Json.bytes(body), List.of());
  }

  static Reply ok(byte[] json) {
    return new Reply(200, "application/json", json, List.of());
  }

  static Reply text(String text) {
    return new Reply(
        200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), List.of());
  }

  static Reply failure(RequestFailed failure) {
    return of(failure.reason().code(), failure.toStatus());
  }

  Reply with(List<String> more) {
    return new Reply(code, contentType, body, more);
  }
}
