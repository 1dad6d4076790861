package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Sampling;
import dev.corral.proxy.conversation.Tool;
import dev.corral.proxy.conversation.ToolChoice;
import dev.corral.proxy.conversation.Turn;
import dev.corral.proxy.dialect.Passage.Bounds;

/// A conversation as a request for engines that speak OpenAI's chat completions.
final class OpenAiRequest {
  static final String PATH = "/v1/chat/completions";
  private static final int LITTLE_THOUGHT = 4096;
  private static final int MUCH_THOUGHT = 16_384;

  /// How the answer is to come.
  enum Streaming {
    /// As a whole.
    NONE,
    /// Piece by piece, with one count at the end.
    PLAIN,
    /// With a count in every piece, which only some engines can.
    COUNTING
  }

  private final Conversation asked;
  private final String model;
  private final ObjectNode body = Frames.object();

  private OpenAiRequest(Conversation asked, String model) {
    this.asked = asked;
    this.model = model;
  }

  /// @param model as the caller calls it, for what it is told
  static byte[] of(Conversation asked, Bounds bounds, Streaming streaming, String model) {
    OpenAiRequest request = new OpenAiRequest(asked, model);
    request.body.put("model", bounds.servedName());
    request.messages();
    request.tools();
    request.sampling(WireBounds.tokens(asked, bounds));
    request.format();
    request.effort();
    request.streaming(streaming);
    return Frames.json(request.body);
  }

  private void streaming(Streaming streaming) {
    body.put("stream", streaming != Streaming.NONE);
    if (streaming != Streaming.NONE) {
      ObjectNode options = body.putObject("stream_options").put("include_usage", true);
      if (streaming == Streaming.COUNTING) {
        options.put("continuous_usage_stats", true);
      }
    }
  }

  private void messages() {
    ArrayNode messages = body.putArray("messages");
    if (!asked.system().isEmpty()) {
      messages
          .addObject()
          .put("role", "system")
          .put("content", String.join("\n\n", asked.system()));
    }
    OpenAiMessages writer = new OpenAiMessages(messages, model);
    for (Turn turn : asked.turns()) {
      writer.turn(turn);
    }
  }

  private void tools() {
    if (asked.tools().isEmpty()) {
      return;
    }
    ArrayNode tools = body.putArray("tools");
    for (Tool tool : asked.tools()) {
      ObjectNode function = tools.addObject().put("type", "function").putObject("function");
      WireBounds.describe(function, tool);
      if (tool.strict()) {
        function.put("strict", true);
      }
    }
    switch (asked.toolChoice()) {
      case ToolChoice.Auto auto -> body.put("tool_choice", "auto");
      case ToolChoice.None none -> body.put("tool_choice", "none");
      case ToolChoice.Required required -> body.put("tool_choice", "required");
      case ToolChoice.Named named ->
          body.putObject("tool_choice")
              .put("type", "function")
              .putObject("function")
              .put("name", named.name());
    }
  }

  private void sampling(int maxTokens) {
    Sampling sampling = asked.sampling();
    body.put("max_tokens", maxTokens);
    WireBounds.sampling(body, sampling);
    if (!sampling.stop().isEmpty()) {
      sampling.stop().forEach(body.withArray("/stop")::add);
    }
  }

  private void format() {
    switch (asked.format()) {
      case Format.Free free -> {}
      case Format.Json json -> body.putObject("response_format").put("type", "json_object");
      case Format.Schema schema -> {
        ObjectNode format = body.putObject("response_format").put("type", "json_schema");
        ObjectNode inner = format.putObject("json_schema").put("name", schema.name());
        inner.put("strict", schema.strict()).set("schema", schema.schema());
      }
    }
  }

  /// This wire knows degrees only: a budget becomes the nearest one.
  private void effort() {
    asked
        .effort()
        .map(effort -> effort.equals(Conversation.REASON) ? degree() : effort)
        .ifPresent(effort -> body.put("reasoning_effort", effort));
  }

  private String degree() {
    int budget = asked.thinkingBudget().orElse(MUCH_THOUGHT);
    if (budget <= LITTLE_THOUGHT) {
      return "low";
    }
    return budget <= MUCH_THOUGHT ? "medium" : "high";
  }
}
