package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the stand-in says: that it is one, and what was asked. The same question gets the same
/// answer.
///
/// @param text in the pieces that it is streamed in
/// @param call the tool that it wants to be called
record Reply(List<String> text, Optional<Call> call, String stopReason, int tokens) {
  private static final int LONGEST_ECHO = 600;
  private static final int WORDS_PER_PIECE = 3;

  /// A tool to be called.
  record Call(String id, String name, ObjectNode input) {}

  static Reply to(String model, Asked asked) {
    var call = call(asked);
    if (call.isPresent()) {
      var tokens = Math.max(1, call.get().input().toString().length() / 4);
      return new Reply(List.of(), call, "tool_use", tokens);
    }
    return said(words(model, asked), asked);
  }

  private static Reply said(String whole, Asked asked) {
    var stop = "end_turn";
    var text = whole;
    for (var sequence : asked.stops()) {
      var at = text.indexOf(sequence);
      if (!sequence.isEmpty() && at >= 0) {
        text = text.substring(0, at);
        stop = "stop_sequence";
      }
    }
    var words = new ArrayList<>(Arrays.asList(text.split("(?<= )")));
    if (words.size() > asked.maxTokens()) {
      words.subList(asked.maxTokens(), words.size()).clear();
      stop = "max_tokens";
    }
    return new Reply(pieces(words), Optional.empty(), stop, words.size());
  }

  private static List<String> pieces(List<String> words) {
    var pieces = new ArrayList<String>();
    for (var at = 0; at < words.size(); at += WORDS_PER_PIECE) {
      pieces.add(String.join("", words.subList(at, Math.min(words.size(), at + WORDS_PER_PIECE))));
    }
    return pieces;
  }

  private static String words(String model, Asked asked) {
    var results = asked.toolResults();
    if (!results.isEmpty()) {
      return "This is the laptop's stand-in for "
          + model
          + ". The tool said: "
          + results.getFirst();
    }
    var echo = asked.lastText();
    var shown = echo.length() > LONGEST_ECHO ? echo.substring(0, LONGEST_ECHO) + "…" : echo;
    var pictures = asked.images() == 0 ? "" : " You sent " + asked.images() + " picture(s).";
    return "This is the laptop's stand-in for "
        + model
        + ", not the model itself. You asked: "
        + shown
        + pictures;
  }

  /// When the request insists on a tool, or its text asks to use one.
  private static Optional<Call> call(Asked asked) {
    if (asked.tools().isEmpty() || !asked.toolResults().isEmpty()) {
      return Optional.empty();
    }
    var choice = asked.toolChoice();
    var text = asked.lastText().toLowerCase(Locale.ROOT);
    var named = choice.path("tool").path("name").asText("");
    if (named.isEmpty() && !choice.has("any") && !text.contains("tool")) {
      return Optional.empty();
    }
    return asked.tools().stream()
        .filter(tool -> named.isEmpty() || tool.path("name").asText().equals(named))
        .findFirst()
        .map(tool -> call(tool, asked));
  }

  private static Call call(JsonNode tool, Asked asked) {
    var schema = tool.path("inputSchema").path("json");
    var input = JsonNodeFactory.instance.objectNode();
    for (var property : schema.path("properties").properties()) {
      input.set(property.getKey(), example(property.getValue(), asked.lastText()));
    }
    var name = tool.path("name").asText();
    var id = "tooluse_" + Integer.toHexString((name + input + asked.lastText()).hashCode());
    return new Call(id, name, input);
  }

  /// A value of the property's type; a text is the last word of what was asked.
  private static JsonNode example(JsonNode property, String asked) {
    var nodes = JsonNodeFactory.instance;
    if (property.path("enum").size() > 0) {
      return property.path("enum").get(0);
    }
    return switch (property.path("type").asText("string")) {
      case "integer", "number" -> nodes.numberNode(1);
      case "boolean" -> nodes.booleanNode(true);
      case "array" -> nodes.arrayNode();
      case "object" -> nodes.objectNode();
      default ->
          nodes.textNode(
              asked.substring(asked.lastIndexOf(' ') + 1).replaceAll("[^\\p{L}\\d]", ""));
    };
  }
}
