package dev.corral.local.engine.openai;

import dev.corral.local.engine.generation.Answer;
import dev.corral.local.engine.http.AnswerFormat;
import dev.corral.local.engine.http.Problem;
import dev.corral.local.engine.structured.ToolCall;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Chat completion objects: chunks as server-sent events that end in `[DONE]`, or one whole.
final class OpenAiFormat implements AnswerFormat {
  private static final String DONE = "data: [DONE]\n\n";

  private final String model;
  private final boolean usage;
  private final Optional<ToolCall> tool;
  private final String id = "chatcmpl-" + UUID.randomUUID();
  private final long created;

  OpenAiFormat(String model, boolean usage, Optional<ToolCall> tool, Clock clock) {
    this.tool = tool;
    this.model = model;
    this.usage = usage;
    this.created = clock.instant().getEpochSecond();
  }

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  @Override
  public String opening() {
    var delta = new JsonObject().put("role", "assistant").put("content", "");
    tool.ifPresent(call -> delta.putNull("content").put("tool_calls", calls(call, "")));
    return chunk(delta, null);
  }

  @Override
  public String text(String text) {
    return chunk(tool.isPresent() ? arguments(text) : new JsonObject().put("content", text), null);
  }

  @Override
  public String end(Answer answer) {
    var last = chunk(new JsonObject(), reason(answer));
    if (!usage) {
      return last + DONE;
    }
    var counts =
        base("chat.completion.chunk").put("choices", new JsonArray()).put("usage", usage(answer));
    return last + event(counts) + DONE;
  }

  @Override
  public String failure(Problem problem) {
    return "data: " + error(problem) + "\n\n";
  }

  @Override
  public String whole(String text, Answer answer) {
    var message = new JsonObject().put("role", "assistant").put("content", text);
    tool.ifPresent(call -> message.putNull("content").put("tool_calls", calls(call, text)));
    var choice =
        new JsonObject()
            .put("index", 0)
            .put("message", message)
            .put("finish_reason", reason(answer));
    return base("chat.completion")
        .put("choices", new JsonArray().add(choice))
        .put("usage", usage(answer))
        .encode();
  }

  @Override
  public String error(Problem problem) {
    return errorBody(problem).encode();
  }

  static JsonObject errorBody(Problem problem) {
    var type =
        switch (problem.status()) {
          case 404 -> "not_found_error";
          case 400, 405, 413 -> "invalid_request_error";
          default -> "api_error";
        };
    return new JsonObject()
        .put(
            "error",
            new JsonObject()
                .put("message", problem.message())
                .put("type", type)
                .putNull("param")
                .putNull("code"));
  }

  private String chunk(JsonObject delta, @Nullable String finish) {
    var choice = new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finish);
    var chunk = base("chat.completion.chunk").put("choices", new JsonArray().add(choice));
    return event(usage ? chunk.putNull("usage") : chunk);
  }

  private JsonObject base(String object) {
    return new JsonObject()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", model)
        .put("system_fingerprint", "fp_corral");
  }

  private static JsonArray calls(ToolCall call, String arguments) {
    var function = new JsonObject().put("name", call.name()).put("arguments", arguments);
    return new JsonArray()
        .add(
            new JsonObject()
                .put("index", 0)
                .put("id", call.id())
                .put("type", "function")
                .put("function", function));
  }

  private static JsonObject arguments(String text) {
    var call =
        new JsonObject().put("index", 0).put("function", new JsonObject().put("arguments", text));
    return new JsonObject().put("tool_calls", new JsonArray().add(call));
  }

  private String reason(Answer answer) {
    var ended = finish(answer);
    return tool.isPresent() && ended.equals("stop") ? "tool_calls" : ended;
  }

  static JsonObject usage(Answer answer) {
    return new JsonObject()
        .put("prompt_tokens", answer.promptTokens())
        .put("completion_tokens", answer.tokens())
        .put("total_tokens", answer.promptTokens() + answer.tokens());
  }

  static String finish(Answer answer) {
    return answer.finish() == Answer.Finish.LENGTH ? "length" : "stop";
  }

  private static String event(JsonObject data) {
    return "data: " + data.encode() + "\n\n";
  }
}
