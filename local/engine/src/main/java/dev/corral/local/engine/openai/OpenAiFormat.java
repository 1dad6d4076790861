package dev.corral.local.engine.openai;

import dev.corral.local.engine.generation.Answer;
import dev.corral.local.engine.http.AnswerFormat;
import dev.corral.local.engine.http.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Chat completion objects: chunks as server-sent events that end in `[DONE]`, or one whole.
final class OpenAiFormat implements AnswerFormat {
  private static final String DONE = "data: [DONE]\n\n";

  private final String model;
  private final boolean usage;
  private final String id = "chatcmpl-" + UUID.randomUUID();
  private final long created;

  OpenAiFormat(String model, boolean usage, Clock clock) {
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
    return chunk(new JsonObject().put("role", "assistant").put("content", ""), null);
  }

  @Override
  public String text(String text) {
    return chunk(new JsonObject().put("content", text), null);
  }

  @Override
  public String end(Answer answer) {
    var last = chunk(new JsonObject(), finish(answer));
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
    var choice =
        new JsonObject()
            .put("index", 0)
            .put("message", message)
            .put("finish_reason", finish(answer));
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

  private static JsonObject usage(Answer answer) {
    return new JsonObject()
        .put("prompt_tokens", answer.promptTokens())
        .put("completion_tokens", answer.tokens())
        .put("total_tokens", answer.promptTokens() + answer.tokens());
  }

  private static String finish(Answer answer) {
    return answer.finish() == Answer.Finish.LENGTH ? "length" : "stop";
  }

  private static String event(JsonObject data) {
    return "data: " + data.encode() + "\n\n";
  }
}
