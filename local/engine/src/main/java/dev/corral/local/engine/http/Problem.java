package dev.corral.local.engine.http;

import dev.corral.local.engine.generation.BadPromptException;
import dev.corral.local.engine.generation.Generator.BusyException;
import io.vertx.core.json.DecodeException;
import org.jspecify.annotations.Nullable;

/// A failure as the caller sees it. Nothing internal leaves with a 500.
public record Problem(int status, String message) {
  /// The only mapping from exceptions to statuses.
  public static Problem of(@Nullable Throwable failure, int routerStatus) {
    return switch (failure) {
      case RequestException e -> new Problem(e.status(), text(e));
      case BadPromptException e -> new Problem(400, text(e));
      case BusyException e -> new Problem(503, text(e));
      case DecodeException e -> new Problem(400, "the request body is not valid JSON");
      case ClassCastException e -> new Problem(400, "a field of the request has the wrong type");
      case null, default -> ofStatus(routerStatus);
    };
  }

  private static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> new Problem(404, "404 page not found");
      case 405 -> new Problem(405, "405 method not allowed");
      case 413 -> new Problem(413, "the request body is too large");
      default -> new Problem(500, "internal error");
    };
  }

  private static String text(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
