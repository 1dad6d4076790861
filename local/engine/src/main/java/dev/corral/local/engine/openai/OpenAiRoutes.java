package dev.corral.local.engine.openai;

import dev.corral.local.engine.generation.Embeddings;
import dev.corral.local.engine.generation.Generator;
import dev.corral.local.engine.generation.LanguageModel;
import dev.corral.local.engine.generation.Prompt;
import dev.corral.local.engine.generation.Sampling;
import dev.corral.local.engine.http.AnswerFormat;
import dev.corral.local.engine.http.AnswerSender;
import dev.corral.local.engine.http.Problem;
import dev.corral.local.engine.http.RequestException;
import dev.corral.local.engine.http.Routes;
import dev.corral.local.engine.http.ServedModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.function.Function;

/// The part of OpenAI's API that Ollama serves too and that Corral relays.
public final class OpenAiRoutes implements Routes {
  private final ServedModel model;
  private final Generator generator;
  private final Embeddings embeddings;
  private final Sampling defaults;
  private final Clock clock;

  public OpenAiRoutes(
      ServedModel model,
      Generator generator,
      Embeddings embeddings,
      Sampling defaults,
      Clock clock) {
    this.model = model;
    this.embeddings = embeddings;
    this.generator = generator;
    this.defaults = defaults;
    this.clock = clock;
  }

  @Override
  public String prefix() {
    return "/v1/";
  }

  @Override
  public JsonObject error(Problem problem) {
    return OpenAiFormat.errorBody(problem);
  }

  @Override
  public void mount(Router router) {
    router
        .get("/v1/models")
        .handler(context ->
            context.json(
                new JsonObject().put("object", "list").put("data", new JsonArray().add(card()))));
    router.get("/v1/models/:id").handler(this::one);
    router.post("/v1/chat/completions").handler(this::chat);
    router.post("/v1/completions").handler(this::completion);
    router.post("/v1/embeddings").blockingHandler(this::embed, false);
  }

  private void one(RoutingContext context) {
    requireServed(String.valueOf(context.pathParam("id")));
    context.json(card());
  }

  private void chat(RoutingContext context) {
    var request = served(context);
    request.refuseUnsupported();
    var messages = request.messages();
    var tool = request.toolCall();
    var plain = request.sampling(defaults);
    answer(
        context,
        request,
        new OpenAiFormat(request.model(), request.wantsUsage(), tool, clock),
        llm -> Prompt.ofMessages(llm, messages),
        tool.map(call -> plain.within(call.schema())).orElse(plain));
  }

  private void completion(RoutingContext context) {
    var request = served(context);
    request.refuseUnsupported();
    var prompt = request.prompt();
    answer(
        context,
        request,
        new CompletionFormat(request.model(), request.wantsUsage(), clock),
        llm -> Prompt.ofText(llm, prompt),
        request.sampling(defaults));
  }

  private void answer(
      RoutingContext context,
      OpenAiRequest request,
      AnswerFormat format,
      Function<LanguageModel, Prompt> prompt,
      Sampling sampling) {
    var sender = new AnswerSender(context, format, request.stream());
    var ticket = generator.submit(prompt, sampling, sender);
    context.response().closeHandler(closed -> ticket.cancel());
  }

  private void embed(RoutingContext context) {
    var request = served(context);
    context.json(new EmbeddingRoute(embeddings).answer(request.body(), request.model()));
  }

  private OpenAiRequest served(RoutingContext context) {
    var body = context.body().asJsonObject();
    if (body == null) {
      throw new RequestException(400, "missing request body");
    }
    var request = new OpenAiRequest(body);
    requireServed(request.model());
    return request;
  }

  private void requireServed(String name) {
    if (!model.answersTo(name)) {
      throw new RequestException(404, "model '%s' not found".formatted(name));
    }
  }

  private JsonObject card() {
    return new JsonObject()
        .put("id", model.name())
        .put("object", "model")
        .put("created", model.card().modifiedAt().getEpochSecond())
        .put("owned_by", "library");
  }
}
