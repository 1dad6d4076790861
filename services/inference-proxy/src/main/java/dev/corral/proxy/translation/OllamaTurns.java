package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The turns of a conversation as messages for Ollama's chat.
final class OllamaTurns {
  private final ArrayNode messages;
  private final Map<String, String> names = new HashMap<>();

  OllamaTurns(ArrayNode messages) {
    this.messages = messages;
  }

  void turn(Turn turn) {
    switch (turn.role()) {
      case USER -> user(turn.parts());
      case ASSISTANT -> assistant(turn.parts());
    }
  }

  /// Results of tools are messages of their own here.
  private void user(List<Part> parts) {
    List<Part> said = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.ToolResult result) {
        flush(said);
        result(result);
      } else {
        said.add(part);
      }
    }
    flush(said);
  }

  private void flush(List<Part> said) {
    if (!said.isEmpty()) {
      message("user", WireBounds.text(said), said);
      said.clear();
    }
  }

  private ObjectNode message(String role, String text, List<Part> parts) {
    ObjectNode message = messages.addObject().put("role", role).put("content", text);
    for (Part part : parts) {
      if (part instanceof Part.Image image) {
        message.withArray("/images").add(Pictures.base64(image));
      }
    }
    return message;
  }

  /// Old versions find the call by the tool's name, newer ones by its id.
  private void result(Part.ToolResult result) {
    ObjectNode message = message("tool", WireBounds.resultText(result), result.content());
    String name = names.get(result.callId());
    if (name != null) {
      message.put("tool_name", name);
    }
    message.put("tool_call_id", result.callId());
  }

  private void assistant(List<Part> parts) {
    ObjectNode message = message("assistant", WireBounds.text(parts), parts);
    String reasoning = WireBounds.reasoning(parts);
    if (!reasoning.isEmpty()) {
      message.put("thinking", reasoning);
    }
    for (Part part : parts) {
      if (part instanceof Part.ToolCall call) {
        names.put(call.id(), call.name());
        ObjectNode wrapped = message.withArray("/tool_calls").addObject().put("id", call.id());
        wrapped.putObject("function").put("name", call.name()).set("arguments", call.arguments());
      }
    }
  }
}
