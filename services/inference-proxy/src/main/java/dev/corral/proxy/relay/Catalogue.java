package dev.corral.proxy.relay;

import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.dialect.ListedModel;
import dev.corral.proxy.dialect.ModelQuestion;
import dev.corral.proxy.dialect.Route;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.endpoint.EndpointTable;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.wake.WakeDesk;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Answers questions about models from the table alone: no engine is asked, none is woken.
final class Catalogue {
  /// The version of Ollama whose shapes we speak.
  private static final String OLLAMA_VERSION = "{\"version\":\"0.35.0\"}";

  private final EndpointTable table;
  private final WakeDesk wakes;
  private final BodyReader bodies;

  Catalogue(EndpointTable table, WakeDesk wakes, BodyReader bodies) {
    this.table = table;
    this.wakes = wakes;
    this.bodies = bodies;
  }

  /// The model that `who` means; a foreign one is as unknown as one that does not exist.
  ModelEntry visible(Principal who, String name) {
    if (!table.isRead()) {
      throw new ProblemException(new Problem.NotReady());
    }
    return table
        .snapshot()
        .find(name)
        .filter(who::maySee)
        .orElseThrow(() -> new ProblemException(new Problem.ModelNotFound(printable(name))));
  }

  private static String printable(String name) {
    String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  Future<Void> list(HttpServerRequest request, Principal who, Route.ListModels route) {
    return list(request, who, Voice.of(route.dialect()), model -> true);
  }

  Future<Void> running(HttpServerRequest request, Principal who, Route.ListRunning route) {
    return list(request, who, Voice.of(route.dialect()), ModelEntry::ready);
  }

  private Future<Void> list(
      HttpServerRequest request, Principal who, Voice voice, Predicate<ModelEntry> wanted) {
    if (!table.isRead()) {
      return Future.failedFuture(new ProblemException(new Problem.NotReady()));
    }
    return send(
        request,
        voice.list(
            table.snapshot().all().stream()
                .filter(who::maySee)
                .filter(wanted)
                .flatMap(this::cards)
                .toList()));
  }

  Future<Void> one(HttpServerRequest request, Principal who, Route.OneModel route) {
    return send(request, Voice.of(route.dialect()).one(card(visible(who, route.id()))));
  }

  Future<Void> show(HttpServerRequest request, Principal who, Route.Show route) {
    return bodies
        .read(request)
        .compose(body -> {
          String asked = ModelQuestion.model(body.getBytes());
          return send(request, Voice.of(route.dialect()).one(card(visible(who, asked))));
        });
  }

  /// What anybody may see: that somebody is there. Ollama's own client asks so before anything
  /// else, without a credential.
  Future<Void> greet(HttpServerRequest request) {
    request.resume();
    return request
        .response()
        .putHeader("content-type", "text/plain; charset=utf-8")
        .end("Ollama is running");
  }

  Future<Void> version(HttpServerRequest request) {
    return send(request, OLLAMA_VERSION.getBytes(StandardCharsets.US_ASCII));
  }

  private static Future<Void> send(HttpServerRequest request, byte[] body) {
    request.resume();
    return request
        .response()
        .putHeader("content-type", "application/json")
        .end(Buffer.buffer(body));
  }

  /// The model and each of its adapters.
  private Stream<ListedModel> cards(ModelEntry model) {
    Stream<ModelEntry> adapters = model.naming().adapters().stream().sorted().map(model::with);
    return Stream.concat(Stream.of(model), adapters).map(this::card);
  }

  private ListedModel card(ModelEntry model) {
    ModelEntry.Traits traits = model.traits();
    return new ListedModel(
        model.calledName(),
        model.naming().adapter().map(adapter -> model.name()),
        model.sharing().owner(),
        traits.engine(),
        traits.state(),
        traits.contextLength(),
        traits.createdAt(),
        wakes.known(model.name()));
  }
}
