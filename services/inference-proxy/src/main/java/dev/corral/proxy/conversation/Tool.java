package dev.corral.proxy.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool that the model may ask to call.
///
/// @param schema JSON Schema of its arguments
/// @param strict whether the arguments must keep to the schema, whatever the model likes
public record Tool(String name, String description, ObjectNode schema, boolean strict) {

  /// A tool whose schema is a wish.
  public Tool(String name, String description, ObjectNode schema) {
    this(name, description, schema, false);
  }
}
