package dev.corral.gateway.datapath;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/// An error in the words of the dialect that was spoken to us.
public final class DialectError {
  private DialectError() {}

  /// The body for a path under `/v1` or `/ollama`.
  public static String body(String path, String code, String message) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.startsWith("/ollama")) {
      return new JsonObject().put("error", message).encode();
    }
    if (lower.startsWith("/v1/messages")) {
      JsonObject error = new JsonObject().put("type", "api_error").put("message", message);
      return new JsonObject().put("type", "error").put("error", error).encode();
    }
    JsonObject error =
        new JsonObject()
            .put("message", message)
            .put("type", "api_error")
            .putNull("param")
            .put("code", code);
    return new JsonObject().put("error", error).encode();
  }
}
