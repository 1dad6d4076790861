package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What a write came to.
///
/// @param object the object as it now is (or was last, when it was removed)
/// @param change what happened to it
/// @param warnings for the client, about fields that were dropped
public record Outcome(ObjectNode object, Change change, List<String> warnings) {
  /// What a write did.
  public enum Change {
    CREATED,
    UPDATED,
    UNCHANGED,
    DELETING,
    REMOVED
  }

  static Outcome of(ObjectNode object, Change change) {
    return new Outcome(object, change, List.of());
  }

  Outcome with(List<String> more) {
    return new Outcome(object, change, more);
  }
}
