package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.local.cloud.aws.AwsFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A Converse request that is as the service wants it.
record Asked(JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOOL_USE = "toolUse";
  private static final String TOOL_RESULT = "toolResult";
  private static final Set<String> BLOCKS =
      Set.of(
          "text",
          "image",
          TOOL_USE,
          TOOL_RESULT,
          "reasoningContent",
          "document",
          "video",
          "cachePoint",
          "guardContent",
          "audio");

  /// Throws what the service says about one that is not.
  static Asked of(String body) {
    var asked = new Asked(json(body));
    asked.check();
    return asked;
  }

  static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw AwsFault.bad("SerializationException", "The body is not JSON.");
    }
  }

  private void check() {
    if (messages().isEmpty()) {
      throw invalid("A conversation must have at least one message.");
    }
    if (!messages().get(0).path("role").asText().equals("user")) {
      throw invalid("A conversation must start with a user message. Try again with one.");
    }
    var last = "";
    for (var message : messages()) {
      var role = message.path("role").asText();
      if (role.equals(last) || !Set.of("user", "assistant").contains(role)) {
        throw invalid("Roles must alternate between user and assistant.");
      }
      last = role;
      checkContent(message.path("content"));
    }
    if (body.path("inferenceConfig").path("maxTokens").asInt(1) < 1) {
      throw invalid("maxTokens must be at least 1.");
    }
  }

  private void checkContent(JsonNode content) {
    if (!content.isArray() || content.isEmpty()) {
      throw invalid("The content field of a message is empty.");
    }
    for (var block : content) {
      if (block.size() != 1 || !BLOCKS.contains(block.fieldNames().next())) {
        throw invalid("A content block must have exactly one known member.");
      }
      if (block.has("text") && block.path("text").asText().isBlank()) {
        throw invalid("The text field in a content block is blank.");
      }
      if ((block.has(TOOL_USE) || block.has(TOOL_RESULT)) && tools().isEmpty()) {
        throw invalid(
            "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
      }
    }
  }

  private static AwsFault invalid(String message) {
    return AwsFault.bad("ValidationException", message);
  }

  private JsonNode messages() {
    return body.path("messages");
  }

  private JsonNode lastContent() {
    return messages().get(messages().size() - 1).path("content");
  }

  /// What the last turn says, without pictures.
  String lastText() {
    var texts = new ArrayList<String>();
    lastContent().forEach(block -> texts.add(block.path("text").asText("")));
    return String.join(" ", texts).strip();
  }

  int images() {
    var count = 0;
    for (var message : messages()) {
      for (var block : message.path("content")) {
        count += block.has("image") ? 1 : 0;
      }
    }
    return count;
  }

  /// What tools said in the last turn.
  List<String> toolResults() {
    var results = new ArrayList<String>();
    for (var block : lastContent()) {
      for (var content : block.path(TOOL_RESULT).path("content")) {
        results.add(content.has("text") ? content.path("text").asText() : content.toString());
      }
    }
    return results;
  }

  List<JsonNode> tools() {
    var tools = new ArrayList<JsonNode>();
    body.path("toolConfig").path("tools").forEach(tool -> tools.add(tool.path("toolSpec")));
    return tools;
  }

  JsonNode toolChoice() {
    return body.path("toolConfig").path("toolChoice");
  }

  int maxTokens() {
    return body.path("inferenceConfig").path("maxTokens").asInt(Integer.MAX_VALUE);
  }

  List<String> stops() {
    var stops = new ArrayList<String>();
    body.path("inferenceConfig").path("stopSequences").forEach(stop -> stops.add(stop.asText()));
    return stops;
  }

  /// Tokens of all that was said, counted as four characters each; a picture counts 300.
  int tokens() {
    var letters = 0;
    for (var text : body.path("system").findValuesAsText("text")) {
      letters += text.length();
    }
    for (var text : messages().findValuesAsText("text")) {
      letters += text.length();
    }
    return Math.max(1, letters / 4 + body.path("toolConfig").toString().length() / 4)
        + 300 * images();
  }
}
