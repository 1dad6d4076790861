package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/// The input of a REST operation.
///
/// @param resource that the path names, or empty
/// @param region that the caller signed for
public record RestInput(
    String resource, Map<String, String> query, ObjectNode body, String region) {
  /// A query parameter, or empty when it is absent.
  public String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /// Refuses parameters that would otherwise be passed over without a word.
  public void allowOnly(Set<String> known) {
    for (var name : query.keySet()) {
      if (!known.contains(name)) {
        throw AwsFault.bad("ValidationException", "This stand-in does not know " + name + ".");
      }
    }
  }

  /// The page size, within the service's bounds.
  public int size(String parameter, int absent, int most) {
    var text = parameter(parameter);
    try {
      var size = text.isEmpty() ? absent : Integer.parseInt(text);
      if (size >= 1 && size <= most) {
        return size;
      }
    } catch (NumberFormatException e) {
      // The same answer as for a number out of bounds.
    }
    throw AwsFault.bad(
        "ValidationException",
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must be between 1 and %d"
            .formatted(text, parameter, most));
  }
}
