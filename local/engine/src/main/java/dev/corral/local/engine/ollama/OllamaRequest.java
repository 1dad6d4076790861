package dev.corral.local.engine.ollama;

import dev.corral.local.engine.generation.ChatMessage;
import dev.corral.local.engine.generation.ChatMessage.Role;
import dev.corral.local.engine.generation.Sampling;
import dev.corral.local.engine.http.RequestException;
import dev.corral.local.engine.structured.AnswerSchema;
import dev.corral.local.engine.structured.ToolCall;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the fields of Ollama's requests, and refuses those that this engine cannot honour rather
/// than ignoring them.
final class OllamaRequest {
  private final JsonObject body;

  OllamaRequest(JsonObject body) {
    this.body = body;
  }

  String model() {
    var name = body.getString("model", body.getString("name", ""));
    if (name.isEmpty()) {
      throw new RequestException(400, "model is required");
    }
    return name;
  }

  boolean stream() {
    return body.getBoolean("stream", true);
  }

  /// `keep_alive: 0` asks to free the model's memory.
  boolean unloads() {
    return body.getValue("keep_alive") instanceof Number seconds && seconds.doubleValue() == 0;
  }

  List<ChatMessage> messages() {
    var messages = new ArrayList<ChatMessage>();
    for (var item : body.getJsonArray("messages", new JsonArray())) {
      var message = (JsonObject) item;
      refuse(message, "images", "this model does not support images");
      messages.add(new ChatMessage(role(message), content(message)));
    }
    return messages;
  }

  /// The prompt of `/api/generate`, with its system message, as a conversation.
  List<ChatMessage> promptAsMessages() {
    var messages = new ArrayList<ChatMessage>();
    var system = body.getString("system", "");
    if (!system.isEmpty()) {
      messages.add(new ChatMessage(Role.SYSTEM, system));
    }
    messages.add(new ChatMessage(Role.USER, prompt()));
    return messages;
  }

  String prompt() {
    return body.getString("prompt", "");
  }

  boolean raw() {
    return body.getBoolean("raw", false);
  }

  void refuseUnsupported() {
    var name = model();
    refuse(body, "images", "this model does not support images");
    refuse(body, "suffix", "%s does not support insert".formatted(name));
    if (body.getValue("think") instanceof Boolean think ? think : body.containsKey("think")) {
      throw new RequestException(400, "%s does not support thinking".formatted(name));
    }
  }

  Sampling sampling(Sampling defaults) {
    var options = body.getJsonObject("options", new JsonObject());
    var limit = options.getInteger("num_predict", defaults.maxTokens());
    return new Sampling(
        options.getFloat("temperature", defaults.temperature()),
        options.getInteger("top_k", defaults.topK()),
        options.getFloat("top_p", defaults.topP()),
        options.getFloat("min_p", defaults.minP()),
        options.getFloat("repeat_penalty", defaults.repeatPenalty()),
        options.getInteger("seed", defaults.seed()),
        limit > 0 ? limit : Sampling.UNLIMITED,
        stops(options),
        schema());
  }

  /// The tool call that the answer will be.
  Optional<ToolCall> toolCall() {
    var tools = body.getJsonArray("tools");
    return tools == null || tools.isEmpty()
        ? Optional.empty()
        : ToolCall.of(tools, null, messages().getLast().content());
  }

  /// The texts to embed.
  List<String> texts() {
    return switch (body.getValue("input")) {
      case String one -> List.of(one);
      case JsonArray many when !many.isEmpty() -> many.stream().map(String.class::cast).toList();
      case null, default -> throw new RequestException(400, "input must be a text or texts");
    };
  }

  private Optional<String> schema() {
    return switch (body.getValue("format")) {
      case null -> Optional.empty();
      case String none when none.isEmpty() -> Optional.empty();
      case String json when json.equals("json") -> Optional.of(AnswerSchema.anyObject());
      case JsonObject schema -> Optional.of(AnswerSchema.of(schema));
      default -> throw new RequestException(400, "format must be \"json\" or a JSON schema");
    };
  }

  private static List<String> stops(JsonObject options) {
    return switch (options.getValue("stop")) {
      case null -> List.of();
      case String one -> List.of(one);
      case JsonArray many -> many.stream().map(String.class::cast).toList();
      default -> throw new RequestException(400, "stop must be a string or an array of strings");
    };
  }

  private static String content(JsonObject message) {
    return switch (message.getValue("content")) {
      case null -> "";
      case String text -> text;
      default -> throw new RequestException(400, "content must be a string");
    };
  }

  private static Role role(JsonObject message) {
    return switch (message.getString("role", "")) {
      case "system" -> Role.SYSTEM;
      case "user", "tool" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      default ->
          throw new RequestException(
              400, "invalid role: \"%s\"".formatted(message.getString("role")));
    };
  }

  private static void refuse(JsonObject object, String field, String message) {
    var empty =
        switch (object.getValue(field)) {
          case null -> true;
          case String text -> text.isEmpty();
          case JsonArray array -> array.isEmpty();
          default -> false;
        };
    if (!empty) {
      throw new RequestException(400, message);
    }
  }
}
