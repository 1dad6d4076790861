package dev.corral.gateway.edge;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The id of a request: the caller's, if it is harmless, else a new one.
final class RequestId {
  /// The header's name.
  static final String HEADER = "x-request-id";

  private static final Pattern HARMLESS = Pattern.compile("[0-9a-f-]{16,64}");

  private RequestId() {}

  static String of(@Nullable String given) {
    return given != null && HARMLESS.matcher(given).matches()
        ? given
        : UUID.randomUUID().toString();
  }
}
