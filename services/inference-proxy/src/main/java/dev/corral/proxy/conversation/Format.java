package dev.corral.proxy.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What the answer has to look like.
public sealed interface Format {
  /// Anything.
  record Free() implements Format {}

  /// Any JSON object.
  record Json() implements Format {}

  /// JSON of this JSON Schema.
  record Schema(String name, ObjectNode schema, boolean strict) implements Format {}
}
