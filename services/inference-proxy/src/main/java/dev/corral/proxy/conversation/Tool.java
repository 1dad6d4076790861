package dev.corral.proxy.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool that the model may ask to call.
///
/// @param schema JSON Schema of its arguments
public record Tool(String name, String description, ObjectNode schema) {}
