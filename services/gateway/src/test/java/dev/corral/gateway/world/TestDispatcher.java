package dev.corral.gateway.world;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A dispatcher that keeps models in memory and speaks the contract's HTTP, events included.
public final class TestDispatcher {
  /// One request as it came.
  public record Seen(String method, String uri, MultiMap headers, String body) {}

  public final List<Seen> seen = new CopyOnWriteArrayList<>();
  public final AtomicInteger streams = new AtomicInteger();

  /// When above zero every request gets this status.
  public final AtomicInteger failWith = new AtomicInteger();

  private final Map<String, JsonObject> models = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> apps = new ConcurrentHashMap<>();
  private final Map<String, JsonArray> timelines = new ConcurrentHashMap<>();
  private final Map<String, String> events = new ConcurrentSkipListMap<>();
  private final List<HttpServerResponse> listeners = new CopyOnWriteArrayList<>();

  /// Where the pods of apps are; empty while they have none.
  public volatile String appEndpoint = "";

  private @Nullable HttpServer server;

  public void start(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(r -> r.body().onSuccess(b -> handle(r, b.toString())))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  public String url() {
    return "http://127.0.0.1:" + Objects.requireNonNull(server).actualPort();
  }

  /// Puts a model there, as if it had been launched.
  public void has(String name, String owner, String... sharedWith) {
    models.put(name, model(name, owner, new JsonArray(List.of(sharedWith))));
    timelines.put(name, new JsonArray().add(step(name)));
  }

  /// Puts an app there, as if it had been launched.
  public void hasApp(String name, String owner, String... sharedWith) {
    apps.put(name, app(name, owner, new JsonArray(List.of(sharedWith))));
    timelines.put(name, new JsonArray().add(step(name)));
  }

  public void hasOldLife(String name, String uid) {
    timelines.get(name).add(step(name).put("uid", uid));
  }

  public void clear() {
    models.clear();
    apps.clear();
    timelines.clear();
    seen.clear();
    failWith.set(0);
    appEndpoint = "";
  }

  public @Nullable JsonObject storedApp(String name) {
    return apps.get(name);
  }

  public @Nullable JsonObject stored(String name) {
    return models.get(name);
  }

  /// Changes, wakes and the like that arrived.
  public List<Seen> changes() {
    return seen.stream().filter(s -> !s.method().equals("GET")).toList();
  }

  /// Emits an event to every follower and keeps it for resumption.
  public void emit(String id, String owner, String... sharedWith) {
    JsonObject data =
        new JsonObject()
            .put("kind", "model")
            .put("name", "m-" + owner)
            .put("uid", "u")
            .put("sequence", 1)
            .put("owner", owner)
            .put("sharedWith", new JsonArray(List.of(sharedWith)))
            .put("from", "none")
            .put("to", "launching");
    String event =
        new JsonObject()
            .put("specversion", "1.0")
            .put("id", id)
            .put("source", "corral/llm-dispatcher")
            .put("type", "dev.corral.lifecycle.v1")
            .put("time", "2026-11-20T20:00:00.123Z")
            .put("subject", "model/m-" + owner)
            .put("data", data)
            .encode();
    emitRaw(id, event);
  }

  /// Emits any text as an event.
  public void emitRaw(String id, String event) {
    events.put(id, event);
    listeners.forEach(l -> l.write(frame(id, event)));
  }

  /// How many follow the events now.
  public int openStreams() {
    return listeners.size();
  }

  /// Cuts every stream, as a restart does.
  public void cutStreams() {
    listeners.forEach(HttpServerResponse::reset);
    listeners.clear();
  }

  private void handle(HttpServerRequest request, String body) {
    seen.add(
        new Seen(
            request.method().name(),
            request.uri(),
            MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
            body));
    if (failWith.get() > 0) {
      problem(request, failWith.get(), "internal", "secret-detail 10.0.0.7");
      return;
    }
    if (request.path().equals("/internal/events")) {
      stream(request);
      return;
    }
    String[] parts = request.path().split("/", -1);
    Map<String, JsonObject> kind = parts[2].equals("apps") ? apps : models;
    if (parts.length == 3) {
      collection(request, body, kind);
    } else {
      JsonObject model = kind.get(parts[3]);
      if (model == null) {
        problem(request, 404, "not_found", "no such model");
      } else {
        single(request, body, model, parts.length > 4 ? parts[4] : "");
      }
    }
  }

  private void collection(HttpServerRequest request, String body, Map<String, JsonObject> kind) {
    if (request.method().name().equals("GET")) {
      JsonArray items = new JsonArray();
      new TreeMap<>(kind).values().forEach(items::add);
      answer(request, 200, new JsonObject().put("items", items));
      return;
    }
    JsonObject asked = new JsonObject(body);
    if (kind.containsKey(asked.getString("name"))) {
      problem(request, 409, "name_taken", "taken by someone in 10.0.0.7");
      return;
    }
    JsonObject made =
        (kind == apps
                ? app(asked.getString("name"), asked.getString("owner"), new JsonArray())
                : model(asked.getString("name"), asked.getString("owner"), new JsonArray()))
            .mergeIn(asked);
    kind.put(asked.getString("name"), made);
    timelines.put(asked.getString("name"), new JsonArray().add(step(asked.getString("name"))));
    answer(request, 202, made);
  }

  private void single(HttpServerRequest request, String body, JsonObject model, String verb) {
    switch (request.method().name() + verb) {
      case "GET" -> answer(request, 200, model);
      case "GETdoor" -> answer(request, 200, door(model));
      case "GETtimeline" ->
          answer(
              request, 200, new JsonObject().put("items", timelines.get(model.getString("name"))));
      case "PATCH" -> answer(request, 200, model.mergeIn(new JsonObject(body)));
      case "DELETE" -> answer(request, 202, model.put("state", "terminating"));
      default -> answer(request, 202, model.put("message", verb));
    }
  }

  private void stream(HttpServerRequest request) {
    HttpServerResponse response = request.response().setChunked(true);
    response.putHeader("content-type", "text/event-stream");
    streams.incrementAndGet();
    String last = request.getHeader("last-event-id");
    response.write(": hello\n\n");
    events.forEach((id, event) -> {
      if (last == null || id.compareTo(last) > 0) {
        response.write(frame(id, event));
      }
    });
    listeners.add(response);
    response.closeHandler(gone -> listeners.remove(response));
  }

  private static String frame(String id, String event) {
    return "id: " + id + "\nevent: lifecycle\ndata: " + event + "\n\n";
  }

  private static JsonObject step(String name) {
    return new JsonObject()
        .put("id", "01K00000000000000000000000")
        .put("uid", "uid-" + name)
        .put("at", "2026-11-20T20:00:00Z")
        .put("from", "none")
        .put("to", "launching");
  }

  private static JsonObject app(String name, String owner, JsonArray sharedWith) {
    return new JsonObject()
        .put("name", name)
        .put("uid", "uid-" + name)
        .put("owner", owner)
        .put("type", "open-webui")
        .put("models", new JsonArray())
        .put("sharedWith", sharedWith)
        .put("suspended", false)
        .put("state", "active")
        .put("phase", "ready")
        .put("replicas", new JsonObject().put("desired", 1).put("ready", 1))
        .put("url", "http://" + name + ".apps.localhost")
        .put("createdAt", "2026-11-20T20:00:00Z")
        .put("fieldOfTheFuture", true);
  }

  private JsonObject door(JsonObject app) {
    JsonObject door = new JsonObject().put("app", app).put("startPath", "/");
    return appEndpoint.isEmpty() ? door : door.put("endpoint", appEndpoint);
  }

  private static JsonObject model(String name, String owner, JsonArray sharedWith) {
    return new JsonObject()
        .put("name", name)
        .put("uid", "uid-" + name)
        .put("owner", owner)
        .put("engine", "ollama")
        .put("source", "ollama://tinyllama:1.1b-chat")
        .put("compute", "cpu")
        .put("minReplicas", 0)
        .put("maxReplicas", 1)
        .put("targetRequests", 8)
        .put("idleTimeout", "5m")
        .put("sharedWith", sharedWith)
        .put("suspended", false)
        .put("state", "active")
        .put("phase", "ready")
        .put("replicas", new JsonObject().put("desired", 1).put("ready", 1))
        .put("createdAt", "2026-11-20T20:00:00Z")
        .put("fieldOfTheFuture", true);
  }

  private static void problem(HttpServerRequest request, int status, String code, String detail) {
    answer(request, status, new JsonObject().put("code", code).put("detail", detail));
  }

  private static void answer(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.encode());
  }
}
