package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Turn.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The messages of Ollama's chat. Calls and results of tools find each other by id where the client
/// gives one, else by name, else by order.
final class OllamaMessages {
  private final Transcript transcript;
  private final List<Part.ToolCall> open = new ArrayList<>();
  private int calls;

  OllamaMessages(Transcript transcript) {
    this.transcript = transcript;
  }

  void read(Fields message) {
    String role = message.required("role");
    String content = message.text("content").orElse("");
    switch (role) {
      case "system" -> transcript.system(message, content);
      case "user" -> transcript.say(Role.USER, parts(message, content));
      case "assistant" -> transcript.say(Role.ASSISTANT, assistant(message, content));
      case "tool" -> transcript.result(result(message, content));
      default -> throw message.unsupported("role");
    }
    message.end();
  }

  private static List<Part> parts(Fields message, String content) {
    List<Part> parts = new ArrayList<>();
    if (!content.isEmpty()) {
      parts.add(new Part.Text(content));
    }
    parts.addAll(pictures(message));
    return parts;
  }

  static List<Part> pictures(Fields from) {
    return from.texts("images", Integer.MAX_VALUE).stream()
        .map(base64 -> (Part) Pictures.bare(base64, must -> from.invalid("images", must)))
        .toList();
  }

  private List<Part> assistant(Fields message, String content) {
    List<Part> parts = new ArrayList<>();
    message
        .text("thinking")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Reasoning(text, Optional.empty())));
    parts.addAll(parts(message, content));
    open.clear();
    for (Fields call : message.objects("tool_calls")) {
      Part.ToolCall read = call(call);
      open.add(read);
      parts.add(read);
    }
    return parts;
  }

  private Part.ToolCall call(Fields call) {
    call.ignore("type");
    Fields function =
        call.object("function").orElseThrow(() -> call.invalid("function", "is required"));
    function.ignore("index");
    calls++;
    String id = call.text("id").filter(text -> !text.isEmpty()).orElse("call_" + calls);
    Part.ToolCall read =
        new Part.ToolCall(
            id,
            function.required("name"),
            function
                .tree("arguments")
                .orElseThrow(() -> function.invalid("arguments", "must be an object")));
    function.end();
    call.end();
    return read;
  }

  private Part.ToolResult result(Fields message, String content) {
    Optional<String> id = message.text("tool_call_id").filter(text -> !text.isEmpty());
    Optional<String> name =
        message.text("tool_name").or(() -> message.text("name")).filter(text -> !text.isEmpty());
    message.ignore("name");
    String callId =
        id.or(() -> answered(name))
            .orElseThrow(() -> message.invalid("tool_name", "must be a tool that was called"));
    open.removeIf(call -> call.id().equals(callId));
    return new Part.ToolResult(callId, parts(message, content), false);
  }

  private Optional<String> answered(Optional<String> name) {
    return open.stream()
        .filter(call -> name.isEmpty() || call.name().equals(name.get()))
        .map(Part.ToolCall::id)
        .findFirst();
  }
}
