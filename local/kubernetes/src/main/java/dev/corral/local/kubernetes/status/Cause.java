package dev.corral.local.kubernetes.status;

/// One of the faults behind a refused request.
///
/// @param reason machine-readable, e.g. `FieldValueInvalid`
/// @param field path of the field at fault
/// @param message what is wrong with it
public record Cause(String reason, String field, String message) {
  public static Cause invalid(String field, String value, String message) {
    return new Cause("FieldValueInvalid", field, "Invalid value: " + value + ": " + message);
  }

  public static Cause required(String field, String message) {
    return new Cause(
        "FieldValueRequired", field, "Required value" + (message.isEmpty() ? "" : ": " + message));
  }

  /// The field and the message as one line.
  public String line() {
    return field.isEmpty() ? message : field + ": " + message;
  }
}
