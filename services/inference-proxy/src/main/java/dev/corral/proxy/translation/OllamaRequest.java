package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Tool;
import dev.corral.proxy.conversation.ToolChoice;
import dev.corral.proxy.dialect.Passage.Bounds;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.List;

/// A conversation as a request for Ollama's chat.
final class OllamaRequest {
  static final String PATH = "/api/chat";

  private final Conversation asked;
  private final String model;
  private final ObjectNode body = Frames.object();

  private OllamaRequest(Conversation asked, String model) {
    this.asked = asked;
    this.model = model;
  }

  /// @param model as the caller calls it, for what it is told
  static byte[] of(Conversation asked, Bounds bounds, boolean stream, String model) {
    OllamaRequest request = new OllamaRequest(asked, model);
    request.body.put("model", bounds.servedName());
    request.messages();
    request.tools();
    request.options(WireBounds.tokens(asked, bounds));
    request.format();
    request.think();
    request.body.put("stream", stream);
    return Frames.json(request.body);
  }

  private void messages() {
    ArrayNode messages = body.putArray("messages");
    if (!asked.system().isEmpty()) {
      messages
          .addObject()
          .put("role", "system")
          .put("content", String.join("\n\n", asked.system()));
    }
    OllamaTurns turns = new OllamaTurns(messages);
    asked.turns().forEach(turns::turn);
  }

  /// Ollama has no choice of tools: without tools none can be called, and none can be forced.
  private void tools() {
    List<Tool> tools =
        switch (asked.toolChoice()) {
          case ToolChoice.Auto auto -> asked.tools();
          case ToolChoice.None none -> List.of();
          case ToolChoice.Required required -> throw unsupported("tool_choice");
          case ToolChoice.Named named -> throw unsupported("tool_choice");
        };
    for (Tool tool : tools) {
      if (tool.strict()) {
        throw unsupported("tools.strict");
      }
      ObjectNode wrapped = body.withArray("/tools").addObject().put("type", "function");
      WireBounds.describe(wrapped.putObject("function"), tool);
    }
  }

  private void options(int maxTokens) {
    ObjectNode options = body.putObject("options").put("num_predict", maxTokens);
    WireBounds.sampling(options, asked.sampling());
    asked.sampling().stop().forEach(stop -> options.withArray("/stop").add(stop));
  }

  private void format() {
    switch (asked.format()) {
      case Format.Free free -> {}
      case Format.Json json -> body.put("format", "json");
      case Format.Schema schema -> body.set("format", schema.schema());
    }
  }

  private void think() {
    asked
        .effort()
        .ifPresent(effort -> {
          switch (effort) {
            case Conversation.REASON -> body.put("think", true);
            case Conversation.SILENT -> body.put("think", false);
            default -> body.put("think", effort);
          }
        });
  }

  private ProblemException unsupported(String field) {
    return new ProblemException(new Problem.FieldUnsupported(field, model));
  }
}
