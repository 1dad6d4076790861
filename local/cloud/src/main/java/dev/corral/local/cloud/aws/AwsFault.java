package dev.corral.local.cloud.aws;

import java.util.Map;

/// An error that the service itself answers, with the code that its documentation names.
public final class AwsFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> details;

  /// @param details members of the error beside its message
  public AwsFault(int status, String code, String message, Map<String, String> details) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.details = Map.copyOf(details);
  }

  /// The caller's mistake, in the most usual status.
  public static AwsFault bad(String code, String message) {
    return new AwsFault(400, code, message, Map.of());
  }

  /// An error in another status than 400.
  public static AwsFault of(int status, String code, String message) {
    return new AwsFault(status, code, message, Map.of());
  }

  int status() {
    return status;
  }

  /// The machine-readable name.
  public String code() {
    return code;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  Map<String, String> details() {
    return details;
  }
}
