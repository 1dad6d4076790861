package dev.corral.local.kubernetes.resource;

import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;

/// What to do about fields the schema does not know.
public enum FieldValidation {
  IGNORE,
  WARN,
  STRICT;

  /// From the query parameter; empty means warn.
  public static FieldValidation of(String text) {
    return switch (text) {
      case "Ignore" -> IGNORE;
      case "", "Warn" -> WARN;
      case "Strict" -> STRICT;
      default ->
          throw RequestFailed.because(
              Reason.BAD_REQUEST, "fieldValidation must be Ignore, Warn or Strict");
    };
  }
}
