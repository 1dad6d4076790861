package dev.corral.local.engine.ollama;

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
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.function.Function;

/// Ollama's native API, as far as a caller of a model needs it.
public final class OllamaRoutes implements Routes {
  /// The Ollama version whose shapes are spoken here.
  private static final String VERSION = "0.12.0";

  private final ServedModel model;
  private final Generator generator;
  private final Sampling defaults;
  private final Clock clock;

  public OllamaRoutes(ServedModel model, Generator generator, Sampling defaults, Clock clock) {
    this.model = model;
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
    var format = new OllamaFormat(shape, request.model(), clock);
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
    var format = new OllamaFormat(shape, request.model(), clock);
    var sender = new AnswerSender(context, format, request.stream());
    var ticket = generator.submit(prompt, request.sampling(defaults), sender);
    context.response().closeHandler(closed -> ticket.cancel());
  }
}
