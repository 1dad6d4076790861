package dev.corral.local.engine.ollama;

import dev.corral.local.engine.generation.Answer;
import dev.corral.local.engine.http.AnswerFormat;
import dev.corral.local.engine.http.Problem;
import dev.corral.local.engine.structured.ToolCall;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// One JSON object per line; the last has `done: true` and what the answer took, in nanoseconds.
final class OllamaFormat implements AnswerFormat {
  /// Where the text of an answer goes.
  enum Shape {
    CHAT,
    GENERATE
  }

  private final Shape shape;
  private final String model;
  private final Optional<ToolCall> tool;
  private final Clock clock;
  private final StringBuilder arguments = new StringBuilder();

  OllamaFormat(Shape shape, String model, Optional<ToolCall> tool, Clock clock) {
    this.shape = shape;
    this.tool = tool;
    this.model = model;
    this.clock = clock;
  }

  @Override
  public String streamType() {
    return "application/x-ndjson";
  }

  @Override
  public String opening() {
    return "";
  }

  @Override
  public String text(String text) {
    if (tool.isPresent()) {
      arguments.append(text); // a call is told at once, because its arguments are an object
      return "";
    }
    return base(text).put("done", false).encode() + "\n";
  }

  @Override
  public String end(Answer answer) {
    return whole(arguments.toString(), answer) + "\n";
  }

  @Override
  public String failure(Problem problem) {
    return error(problem) + "\n";
  }

  @Override
  public String whole(String text, Answer answer) {
    var reason = answer.finish() == Answer.Finish.LENGTH ? "length" : "stop";
    var json = answered(text).put("done", true).put("done_reason", reason);
    putUnlessZero(json, "total_duration", answer.totalNanos());
    putUnlessZero(json, "load_duration", answer.waitNanos());
    putUnlessZero(json, "prompt_eval_count", answer.promptTokens());
    putUnlessZero(json, "prompt_eval_duration", answer.promptNanos());
    putUnlessZero(json, "eval_count", answer.tokens());
    putUnlessZero(json, "eval_duration", answer.generationNanos());
    return json.encode();
  }

  /// The answer to an empty request, which only wants the model in memory (or out of it).
  String loadOnly(boolean unload) {
    var reason = unload ? "unload" : "load";
    return base("").put("done", true).put("done_reason", reason).encode();
  }

  @Override
  public String error(Problem problem) {
    return new JsonObject().put("error", problem.message()).encode();
  }

  /// A call that the limit of tokens has cut is told as the text that it is.
  private JsonObject answered(String text) {
    if (tool.isEmpty()) {
      return base(text);
    }
    try {
      var call =
          new JsonObject().put("name", tool.get().name()).put("arguments", new JsonObject(text));
      var json = base("");
      json.getJsonObject("message")
          .put("tool_calls", new JsonArray().add(new JsonObject().put("function", call)));
      return json;
    } catch (DecodeException cut) {
      return base(text);
    }
  }

  private JsonObject base(String text) {
    var json =
        new JsonObject().put("model", model).put("created_at", Instant.now(clock).toString());
    return switch (shape) {
      case CHAT ->
          json.put("message", new JsonObject().put("role", "assistant").put("content", text));
      case GENERATE -> json.put("response", text);
    };
  }

  private static void putUnlessZero(JsonObject json, String key, long value) {
    if (value != 0) {
      json.put(key, value);
    }
  }
}
