package dev.corral.proxy.relay;

import dev.corral.proxy.admission.Authenticator;
import dev.corral.proxy.admission.Credential;
import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.dialect.Dialect;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.dialect.Passage;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.PromptReader;
import dev.corral.proxy.dialect.Route;
import dev.corral.proxy.dialect.RouteTable;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.tally.Clocks;
import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.tally.Tally;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// Every request of the data path enters here: route, then who, then what, then the relay.
public final class Ingress {
  private static final Logger LOG = Logger.getLogger(Ingress.class);
  private static final Pattern REQUEST_ID = Pattern.compile("[0-9a-f-]{16,64}");
  private static final int LARGE_BODY = 256 * 1024;
  private static final int LONGEST_QUESTION = 64 * 1024;

  private final Authenticator authenticator;
  private final Gate gate;
  private final PromptReader reader;
  private final Relay relay;
  private final AsyncPrompts async;
  private final Fallback fallback;
  private final Tally tally;
  private final Clocks clocks;
  private final BodyReader bodies;
  private final BodyBudget budget;
  private final Catalogue catalogue;
  private final PromptJudge judge;
  private final ImageIngress images;

  /// Who comes in, and how much they may.
  public record Admission(Authenticator authenticator, Gate gate) {}

  /// What is written down of requests, and by which clocks.
  public record Books(Tally tally, Clocks clocks) {}

  /// In front of `relay`.
  public Ingress(
      Admission admission,
      Books books,
      PromptReader reader,
      Relay relay,
      AsyncPrompts async,
      Fallback fallback,
      ImageWorks works) {
    this.authenticator = admission.authenticator();
    this.gate = admission.gate();
    this.reader = reader;
    this.relay = relay;
    this.async = async;
    this.fallback = fallback;
    this.tally = books.tally();
    this.clocks = books.clocks();
    this.bodies =
        new BodyReader(
            relay.vertx(), relay.pace().prompt().maxBodyBytes(), relay.pace().relay().slowBody());
    this.budget =
        new BodyBudget(
            relay.pace().prompt().maxBytesInFlight(), relay.pace().prompt().maxBodyBytes());
    this.catalogue =
        new Catalogue(
            relay.lanes().table(),
            relay.lanes().wakes(),
            new BodyReader(relay.vertx(), LONGEST_QUESTION, relay.pace().relay().slowBody()));
    this.judge = new PromptJudge(works.check(), reader, relay, gate, budget, clocks);
    this.images =
        new ImageIngress(
            works,
            new ImageIngress.Hall(relay, gate, catalogue, budget, clocks, relay.traces()),
            tally,
            judge);
  }

  /// Who judges prompts, for the internal door.
  PromptJudge judge() {
    return judge;
  }

  /// Handles one request.
  public void handle(HttpServerRequest request) {
    request.pause();
    request.connection().exceptionHandler(failure -> {}); // callers may leave as they like
    String requestId = requestId(request);
    request.response().putHeader("x-request-id", requestId);
    request.response().putHeader("cache-control", "no-store");
    Route route =
        RouteTable.resolve(
            request.method().name(),
            request.uri(),
            request.headers().contains("anthropic-version"));
    if (route.dialect() == Dialect.ANTHROPIC) {
      request.response().putHeader("request-id", requestId); // where its clients look for it
    }
    Future<Void> answered =
        switch (route) {
          case Route.Refused refused ->
              Future.failedFuture(new ProblemException(refused.problem()));
          case Route.Greeting greeting -> catalogue.greet(request);
          case Route.Prompt prompt -> prompt(request, prompt.operation(), requestId);
          case Route.Image image ->
              principal(request, image.dialect())
                  .compose(who -> images.handle(request, who, image.operation(), requestId));
          case Route.ListModels list ->
              known(request, list.dialect()).compose(who -> catalogue.list(request, who, list));
          case Route.ListRunning list ->
              known(request, list.dialect()).compose(who -> catalogue.running(request, who, list));
          case Route.OneModel one ->
              known(request, one.dialect()).compose(who -> catalogue.one(request, who, one));
          case Route.Show show ->
              known(request, show.dialect()).compose(who -> catalogue.show(request, who, show));
          case Route.Version version ->
              known(request, version.dialect()).compose(who -> catalogue.version(request));
        };
    answered.onFailure(failure -> refuse(request, route.dialect(), failure));
  }

  private static String requestId(HttpServerRequest request) {
    String given = request.getHeader("x-request-id");
    return given != null && REQUEST_ID.matcher(given).matches()
        ? given
        : UUID.randomUUID().toString();
  }

  private Future<Principal> principal(HttpServerRequest request, Dialect dialect) {
    return who(request, credential -> authenticator.authenticate(credential, dialect));
  }

  /// For what costs nothing.
  private Future<Principal> known(HttpServerRequest request, Dialect dialect) {
    return who(request, credential -> authenticator.recognise(credential, dialect));
  }

  private Future<Principal> who(
      HttpServerRequest request, Function<Credential, CompletionStage<Principal>> asked) {
    try {
      Credential credential =
          Credential.of(
              request.headers().getAll("authorization"), request.headers().getAll("x-api-key"));
      return Future.fromCompletionStage(
          asked.apply(credential), relay.vertx().getOrCreateContext());
    } catch (ProblemException refused) {
      return Future.failedFuture(refused);
    }
  }

  private Future<Void> prompt(HttpServerRequest request, Operation operation, String requestId) {
    Meter meter = new Meter(clocks);
    return principal(request, operation.dialect())
        .compose(who -> {
          BodyBudget.Share memory = budget.take(request.getHeader("content-length"));
          return bodies
              .read(request)
              .compose(body -> read(body, operation, memory))
              .compose(prompt ->
                  async.wanted(request)
                      ? accept(new Arrival(request, requestId, who, prompt, memory, meter))
                      : admit(new Arrival(request, requestId, who, prompt, memory, meter)))
              .onFailure(refused -> memory.release());
        });
  }

  /// A large body is read on a worker: its length must not be felt by other streams.
  private Future<Prompt> read(Buffer body, Operation operation, BodyBudget.Share memory) {
    memory.settle(body.length());
    byte[] bytes = body.getBytes();
    if (bytes.length > LARGE_BODY) {
      return relay.vertx().executeBlocking(() -> reader.read(bytes, operation), false);
    }
    return Future.succeededFuture(reader.read(bytes, operation));
  }

  /// A prompt that has been read, and who asks it.
  private record Arrival(
      HttpServerRequest request,
      String requestId,
      Principal who,
      Prompt prompt,
      BodyBudget.Share memory,
      Meter meter) {}

  private Future<Void> accept(Arrival came) {
    ModelEntry model = catalogue.visible(came.who(), came.prompt().model());
    return async
        .accept(came.request(), came.requestId(), came.who(), came.prompt(), model)
        .onComplete(accepted -> came.memory().release());
  }

  private Future<Void> admit(Arrival came) {
    ModelEntry asked = catalogue.visible(came.who(), came.prompt().model());
    IdleWish wish = IdleWish.of(came.request(), came.who(), asked);
    String instead = came.request().getHeader("x-corral-fallback");
    ModelEntry model = fallback.instead(came.who(), came.prompt(), asked, instead);
    return relay
        .roads()
        .soon(came.prompt(), model)
        .compose(passage -> admit(came, model, passage, wish));
  }

  private Future<Void> admit(
      Arrival came, ModelEntry model, Optional<Passage> passage, IdleWish wish) {
    HttpServerRequest request = came.request();
    Gate.Demand demand = new Gate.Demand(model.name(), relay.mostTokens(came.prompt(), model));
    return Future.fromCompletionStage(
            gate.enter(came.who(), demand), relay.vertx().getOrCreateContext())
        .map(pass -> {
          try {
            pass.headers().forEach(request.response()::putHeader);
            wish.grant(request, relay.lanes().idle());
            begin(came, model, passage, pass);
          } catch (RuntimeException notBegun) {
            pass.leave(0);
            throw notBegun;
          }
          return null;
        });
  }

  private void begin(Arrival came, ModelEntry model, Optional<Passage> passage, Gate.Pass pass) {
    Ticket ticket =
        new Ticket(
            came.requestId(),
            came.who(),
            came.prompt(),
            model,
            passage,
            pass,
            came.memory(),
            Terms.of(came.request()));
    relay.begin(came.request(), ticket, came.meter());
  }

  Catalogue catalogue() {
    return catalogue;
  }

  private void refuse(HttpServerRequest request, Dialect dialect, Throwable failure) {
    Problem problem = ProblemException.of(failure);
    if (problem instanceof Problem.Internal && !request.response().closed()) {
      LOG.error("a request failed on our side", failure);
    }
    tally.refused(dialect.id(), problem.getClass().getSimpleName());
    Refusals.write(request, Voice.of(dialect), problem);
  }
}
