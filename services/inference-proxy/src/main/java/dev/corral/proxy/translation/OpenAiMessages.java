package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Turn;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// The messages of a request for engines that speak OpenAI's chat completions.
final class OpenAiMessages {
  private final ArrayNode messages;
  private final String model;

  OpenAiMessages(ArrayNode messages, String model) {
    this.messages = messages;
    this.model = model;
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
      content(messages.addObject().put("role", "user"), said);
      said.clear();
    }
  }

  private void content(ObjectNode message, List<Part> said) {
    if (said.size() == 1 && said.getFirst() instanceof Part.Text text) {
      message.put("content", text.text());
      return;
    }
    ArrayNode content = message.putArray("content");
    for (Part part : said) {
      switch (part) {
        case Part.Text text -> content.addObject().put("type", "text").put("text", text.text());
        case Part.Image image ->
            content
                .addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put("url", Pictures.url(image));
        case Part.Reasoning r -> throw unsupported("thinking");
        case Part.ToolCall c -> throw unsupported("tool_use");
        case Part.ToolResult r -> throw unsupported("tool_result");
      }
    }
  }

  private void result(Part.ToolResult result) {
    if (result.content().stream().anyMatch(Part.Image.class::isInstance)) {
      throw unsupported("tool_result.image");
    }
    messages
        .addObject()
        .put("role", "tool")
        .put("tool_call_id", result.callId())
        .put("content", WireBounds.resultText(result));
  }

  private void assistant(List<Part> parts) {
    ObjectNode message = messages.addObject().put("role", "assistant");
    if (parts.stream()
        .anyMatch(part -> part instanceof Part.Image || part instanceof Part.ToolResult)) {
      throw unsupported("messages.content");
    }
    String text = WireBounds.text(parts);
    boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    message.put("content", text.isEmpty() && calls ? null : text);
    String reasoning = WireBounds.reasoning(parts);
    if (!reasoning.isEmpty()) {
      message.put("reasoning_content", reasoning);
    }
    for (Part part : parts) {
      if (part instanceof Part.ToolCall call) {
        message
            .withArray("/tool_calls")
            .addObject()
            .put("id", call.id())
            .put("type", "function")
            .putObject("function")
            .put("name", call.name())
            .put("arguments", call.arguments().toString());
      }
    }
  }

  private ProblemException unsupported(String field) {
    return new ProblemException(new Problem.FieldUnsupported(field, model));
  }
}
