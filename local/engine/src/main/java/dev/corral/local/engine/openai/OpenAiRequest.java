package dev.corral.local.engine.openai;

import dev.corral.local.engine.generation.ChatMessage;
import dev.corral.local.engine.generation.ChatMessage.Role;
import dev.corral.local.engine.generation.Sampling;
import dev.corral.local.engine.http.RequestException;
import dev.corral.local.engine.structured.AnswerSchema;
import dev.corral.local.engine.structured.ToolCall;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a chat completion request, and refuses those that this engine cannot honour.
final class OpenAiRequest {
  private static final JsonObject NONE = new JsonObject();

  private final JsonObject body;

  OpenAiRequest(JsonObject body) {
    this.body = body;
  }

  JsonObject body() {
    return body;
  }

  String model() {
    var name = body.getString("model", "");
    if (name.isEmpty()) {
      throw new RequestException(400, "model is required");
    }
    return name;
  }

  boolean stream() {
    return body.getBoolean("stream", false);
  }

  boolean wantsUsage() {
    return body.getJsonObject("stream_options", NONE).getBoolean("include_usage", false);
  }

  List<ChatMessage> messages() {
    var messages = body.getJsonArray("messages", new JsonArray());
    if (messages.isEmpty()) {
      throw new RequestException(400, "[] is too short - 'messages'");
    }
    return messages.stream().map(item -> message((JsonObject) item)).toList();
  }

  void refuseUnsupported() {
    if (body.getInteger("n", 1) != 1) {
      throw new RequestException(400, "only n = 1 is supported");
    }
  }

  /// The tool call that the answer will be.
  Optional<ToolCall> toolCall() {
    var tools = body.getJsonArray("tools", new JsonArray());
    return tools.isEmpty()
        ? Optional.empty()
        : ToolCall.of(tools, body.getValue("tool_choice"), messages().getLast().content());
  }

  /// The prompt of the older completions.
  String prompt() {
    return switch (body.getValue("prompt")) {
      case String one when !one.isEmpty() -> one;
      case JsonArray one when one.size() == 1 && one.getValue(0) instanceof String text -> text;
      case null, default -> throw new RequestException(400, "prompt must be one text");
    };
  }

  private Optional<String> schema() {
    var format = body.getJsonObject("response_format", NONE);
    return switch (format.getString("type", "text")) {
      case "text" -> Optional.empty();
      case "json_object" -> Optional.of(AnswerSchema.anyObject());
      case "json_schema" ->
          Optional.of(
              AnswerSchema.of(
                  format.getJsonObject("json_schema", NONE).getJsonObject("schema", NONE)));
      default -> throw new RequestException(400, "response_format is not supported");
    };
  }

  Sampling sampling(Sampling defaults) {
    return new Sampling(
        body.getFloat("temperature", defaults.temperature()),
        defaults.topK(),
        body.getFloat("top_p", defaults.topP()),
        defaults.minP(),
        defaults.repeatPenalty(),
        body.getInteger("seed", defaults.seed()),
        limit(defaults),
        stops(),
        schema());
  }

  private int limit(Sampling defaults) {
    var limit = body.getInteger("max_completion_tokens", body.getInteger("max_tokens"));
    if (limit == null) {
      return defaults.maxTokens();
    }
    if (limit < 1) {
      throw new RequestException(400, "max_tokens must be at least 1");
    }
    return limit;
  }

  private List<String> stops() {
    return switch (body.getValue("stop")) {
      case null -> List.of();
      case String one -> List.of(one);
      case JsonArray many -> many.stream().map(String.class::cast).toList();
      default -> throw new RequestException(400, "stop must be a string or an array of strings");
    };
  }

  private static ChatMessage message(JsonObject message) {
    var role =
        switch (message.getString("role", "")) {
          case "system", "developer" -> Role.SYSTEM;
          case "user", "tool" -> Role.USER;
          case "assistant" -> Role.ASSISTANT;
          default ->
              throw new RequestException(
                  400, "invalid role: \"%s\"".formatted(message.getString("role")));
        };
    return new ChatMessage(role, content(message.getValue("content")));
  }

  /// A string, or parts of which only text is understood.
  private static String content(@Nullable Object content) {
    return switch (content) {
      case null -> "";
      case String text -> text;
      case JsonArray parts ->
          parts.stream().map(part -> textOf((JsonObject) part)).collect(Collectors.joining());
      default -> throw new RequestException(400, "invalid message content type");
    };
  }

  private static String textOf(JsonObject part) {
    if (!part.getString("type", "").equals("text")) {
      throw new RequestException(400, "this model understands only text");
    }
    return part.getString("text", "");
  }
}
