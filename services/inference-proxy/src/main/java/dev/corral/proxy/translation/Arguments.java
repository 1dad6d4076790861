package dev.corral.proxy.translation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.dialect.JsonText;
import java.util.Optional;

/// The arguments of a tool call: an object in some dialects, its JSON text in others.
final class Arguments {
  private Arguments() {}

  /// The object of a JSON text; no text is no arguments, anything but an object is empty.
  static Optional<ObjectNode> object(String json) {
    if (json.isBlank()) {
      return Optional.of(JsonText.EXACT.createObjectNode());
    }
    try {
      JsonNode node = JsonText.EXACT.readTree(json);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /// The arguments of a call that is over; empty when the limit of tokens cut them, broken when the
  /// engine has said something else than an object.
  static Optional<ObjectNode> finished(Blocks.Block call, Blocks answer) {
    Optional<ObjectNode> arguments = object(call.text());
    if (arguments.isEmpty() && !answer.cutShort()) {
      throw Blocks.broken();
    }
    return arguments;
  }
}
