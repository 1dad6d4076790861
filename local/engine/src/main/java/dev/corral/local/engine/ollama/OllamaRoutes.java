package dev.corral.local.engine.ollama;

import dev.corral.local.engine.generation.Embeddings;
import dev.corral.local.engine.generation.Generator;
import dev.corral.local.engine.generation.LanguageModel;
import dev.corral.local.engine.generation.Prompt;
import dev.corral.local.engine.generation.Sampling;
import dev.corral.local.engine.http.AnswerSender;
import dev.corral.local.engine.http.Problem;
import dev.corral.local.engine.http.RequestException;
import dev.corral.local.engine.http.Routes;
import dev.corral.local.engine.http.ServedModel;
import dev.corral.local.engine.ollama.OllamaFormat.Shape;
import dev.corral.local.engine.structured.ToolCall;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Ollama's native API, as far as a caller of a model needs it.
public final class OllamaRoutes implements Routes {
  /// The Ollama version whose shapes are spoken here.
  private static final String VERSION = "0.12.0";

  private final ServedModel model;
  private final Generator generator;
  private final Embeddings embeddings;
  private final Sampling defaults;
  private final Clock clock;

  public OllamaRoutes(
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
    return "/api/";
  }

  @Override
  public JsonObject error(Problem problem) {
    return new JsonObject().put("error", problem.message());
  }

  @Override
  public void mount(Router router) {
    var listing = new OllamaListing(model);
    router.get("/").handler(context -> context.end("Ollama is running"));
    router.head("/").handler(RoutingContext::end);
    router
        .get("/api/version")
        .handler(context -> context.json(new JsonObject().put("version", VERSION)));
    router.get("/api/tags").handler(context -> context.json(listing.tags()));
    router.get("/api/ps").handler(context -> context.json(listing.running()));
    router.post("/api/show").handler(context -> show(context, listing));
    router.post("/api/chat").handler(this::chat);
    router.post("/api/generate").handler(this::generate);
    router.post("/api/embed").blockingHandler(this::embed, false);
    router.post("/api/embeddings").blockingHandler(this::embedOne, false);
  }

  private void embed(RoutingContext context) {
    var request = served(context);
    var began = System.nanoTime();
    var found = embeddings.of(request.texts());
    var vectors = new JsonArray();
    found.vectors().forEach(vector -> vectors.add(numbers(vector)));
    context.json(
        new JsonObject()
            .put("model", request.model())
            .put("embeddings", vectors)
            .put("total_duration", System.nanoTime() - began)
            .put("prompt_eval_count", found.tokens()));
  }

  private void embedOne(RoutingContext context) {
    var vector = embeddings.of(List.of(served(context).prompt())).vectors().getFirst();
    context.json(new JsonObject().put("embedding", numbers(vector)));
  }

  private static JsonArray numbers(float[] vector) {
    var numbers = new JsonArray();
    for (var number : vector) {
      numbers.add(number);
    }
    return numbers;
  }

  private void show(RoutingContext context, OllamaListing listing) {
    served(context);
    context.json(listing.show());
  }

  private void chat(RoutingContext context) {
    var request = served(context);
    var messages = request.messages();
    if (messages.isEmpty()) {
      loadOnly(context, request, Shape.CHAT);
    } else {
      answer(context, request, Shape.CHAT, llm -> Prompt.ofMessages(llm, messages));
    }
  }

  private void generate(RoutingContext context) {
    var request = served(context);
    if (request.prompt().isEmpty()) {
      loadOnly(context, request, Shape.GENERATE);
    } else if (request.raw()) {
      answer(context, request, Shape.GENERATE, llm -> Prompt.ofText(llm, request.prompt()));
    } else {
      var messages = request.promptAsMessages();
      answer(context, request, Shape.GENERATE, llm -> Prompt.ofMessages(llm, messages));
    }
  }

  private OllamaRequest served(RoutingContext context) {
    var body = context.body().asJsonObject();
    if (body == null) {
      throw new RequestException(400, "missing request body");
    }
    var request = new OllamaRequest(body);
    if (!model.answersTo(request.model())) {
      throw new RequestException(404, "model '%s' not found".formatted(request.model()));
    }
    return request;
  }

  private void loadOnly(RoutingContext context, OllamaRequest request, Shape shape) {
    var format = new OllamaFormat(shape, request.model(), Optional.empty(), clock);
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .end(format.loadOnly(request.unloads()));
  }

  private void answer(
      RoutingContext context,
      OllamaRequest request,
      Shape shape,
      Function<LanguageModel, Prompt> prompt) {
    request.refuseUnsupported();
    var tool = shape == Shape.CHAT ? request.toolCall() : Optional.<ToolCall>empty();
    var plain = request.sampling(defaults);
    var format = new OllamaFormat(shape, request.model(), tool, clock);
    var sender = new AnswerSender(context, format, request.stream());
    var ticket =
        generator.submit(
            prompt, tool.map(call -> plain.within(call.schema())).orElse(plain), sender);
    context.response().closeHandler(closed -> ticket.cancel());
  }
}
