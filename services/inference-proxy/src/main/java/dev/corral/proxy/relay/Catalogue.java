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
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// Answers questions about models from the table alone: no engine is asked, none is woken.
final class Catalogue {
  /// The version of Ollama whose shapes we speak.
  private static final String OLLAMA_VERSION = "{\"version\":\"0.35.0\"}";

  private final EndpointTable table;
  private final BodyReader bodies;

  Catalogue(EndpointTable table, BodyReader bodies) {
    this.table = table;
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
    return list(request, who, Voice.of(route.dialect()), model -> !model.replicas().isEmpty());
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
                .map(Catalogue::listed)
                .toList()));
  }

  Future<Void> one(HttpServerRequest request, Principal who, Route.OneModel route) {
    return send(request, Voice.of(route.dialect()).one(listed(visible(who, route.id()))));
  }

  Future<Void> show(HttpServerRequest request, Principal who, Route.Show route) {
    return bodies
        .read(request)
        .compose(body ->
            send(
                request,
                Voice.of(route.dialect())
                    .one(listed(visible(who, ModelQuestion.model(body.getBytes()))))));
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

  private static ListedModel listed(ModelEntry model) {
    return new ListedModel(
        model.name(),
        model.sharing().owner(),
        model.traits().engine(),
        model.traits().state(),
        model.traits().contextLength(),
        model.traits().createdAt());
  }
}
