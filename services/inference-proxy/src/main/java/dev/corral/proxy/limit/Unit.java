package dev.corral.proxy.limit;

import java.util.Locale;

/// What is counted.
public enum Unit {
  /// Requests that began within a minute.
  REQUESTS,
  /// Tokens of the requests that began within a minute.
  TOKENS,
  /// Requests in progress.
  STREAMS;

  /// The name in problems, headers and metrics.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
