package dev.corral.local.engine.openai;

import dev.corral.local.engine.generation.Answer;
import dev.corral.local.engine.http.AnswerFormat;
import dev.corral.local.engine.http.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The older completion objects, whose text has no roles.
final class CompletionFormat implements AnswerFormat {
  private static final String DONE = "data: [DONE]\n\n";

  private final String model;
  private final boolean usage;
  private final String id = "cmpl-" + UUID.randomUUID();
  private final long created;

  CompletionFormat(String model, boolean usage, Clock clock) {
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
    return "";
  }

  @Override
  public String text(String text) {
    return event(object(text, null));
  }

  @Override
  public String end(Answer answer) {
    var last = event(object("", OpenAiFormat.finish(answer)));
    var counts =
        usage
            ? event(base().put("choices", new JsonArray()).put("usage", OpenAiFormat.usage(answer)))
            : "";
    return last + counts + DONE;
  }

  @Override
  public String failure(Problem problem) {
    return "data: " + error(problem) + "\n\n";
  }

  @Override
  public String whole(String text, Answer answer) {
    return object(text, OpenAiFormat.finish(answer))
        .put("usage", OpenAiFormat.usage(answer))
        .encode();
  }

  @Override
  public String error(Problem problem) {
    return OpenAiFormat.errorBody(problem).encode();
  }

  private JsonObject object(String text, @Nullable String finish) {
    var choice =
        new JsonObject()
            .put("index", 0)
            .put("text", text)
            .putNull("logprobs")
            .put("finish_reason", finish);
    return base().put("choices", new JsonArray().add(choice));
  }

  private JsonObject base() {
    return new JsonObject()
        .put("id", id)
        .put("object", "text_completion")
        .put("created", created)
        .put("model", model)
        .put("system_fingerprint", "fp_corral");
  }

  private static String event(JsonObject data) {
    return "data: " + data.encode() + "\n\n";
  }
}
