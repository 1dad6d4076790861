package dev.corral.proxy.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// A piece of a turn.
public sealed interface Part {

  /// Plain text.
  record Text(String text) implements Part {}

  /// A picture.
  ///
  /// @param mediaType such as `image/png`
  record Image(String mediaType, byte[] bytes) implements Part {}

  /// What the model thought before it answered.
  ///
  /// @param signature of the provider, which it wants back unchanged
  record Reasoning(String text, Optional<String> signature) implements Part {}

  /// The model wants a tool to be called.
  record ToolCall(String id, String name, ObjectNode arguments) implements Part {}

  /// What a tool said; its content is text and pictures.
  record ToolResult(String callId, List<Part> content, boolean error) implements Part {}
}
