package dev.corral.gateway.world;

import dev.corral.gateway.contract.Contract;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Stands where the inference-proxy is, and does what each test needs by path.
public final class TestProxy {
  /// The id of the one picture there is, which belongs to alice.
  public static final String IMAGE = "ff1a6b2c-3d4e-8f00-8123-456789abcdef";

  /// One request's head as it came.
  public record Seen(String method, String uri, MultiMap headers) {}

  /// The one job that there is.
  public static final String JOB = "3d0f7c4a-95d5-4f38-9be0-6fbb1d9d3c52";

  public final List<Seen> seen = new CopyOnWriteArrayList<>();
  public final List<String> judged = new CopyOnWriteArrayList<>();
  public final AtomicInteger disconnects = new AtomicInteger();
  public final AtomicLong produced = new AtomicLong();

  /// The stream that `/v1/stream` holds open.
  public volatile @Nullable HttpServerResponse open;

  private @Nullable HttpServer server;
  private @Nullable Vertx vertx;

  public void start(Vertx vertx) {
    this.vertx = vertx;
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  public String url() {
    return "http://127.0.0.1:" + Objects.requireNonNull(server).actualPort();
  }

  private void handle(HttpServerRequest request) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
    seen.add(new Seen(request.method().name(), request.uri(), headers));
    HttpServerResponse response = request.response();
    response.closeHandler(gone -> {
      if (!response.ended()) {
        disconnects.incrementAndGet();
      }
    });
    switch (request.path()) {
      case "/v1/stream", "/ollama/api/stream" -> stream(response);
      case "/v1/silent" -> request.resume();
      case "/v1/flood" -> flood(response);
      case "/v1/break" ->
          response.setChunked(true).write("data: half").onSuccess(v -> response.reset());
      case "/v1/refused" ->
          response.setStatusCode(429).putHeader("retry-after", "7").end("{\"error\":{}}");
      case "/internal/images" -> json(response, 200, Contract.example("listImages.response"));
      case "/internal/images/" + IMAGE -> picture(request);
      case "/internal/prompt-check" -> judge(request);
      default -> {
        if (request.headers().contains("prefer")) {
          accept(request);
        } else if (request.path().equals("/internal/jobs/" + JOB)) {
          job(request);
        } else {
          echo(request);
        }
      }
    }
  }

  /// Takes every prompt as the same job, unless its model has another name than `tiny`.
  private static void accept(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          boolean known = body.toJsonObject().getString("model").equals("tiny");
          request
              .response()
              .setStatusCode(known ? 202 : 404)
              .end(
                  known
                      ? "{\"status\":\"starting\",\"eta_seconds\":9,\"job\":\"%s\",\"status_url\":\"/api/v1/prompts/%s\"}"
                          .formatted(JOB, JOB)
                      : "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}");
        });
  }

  /// The job is alice's.
  private static void job(HttpServerRequest request) {
    boolean owner = "alice".equals(request.getHeader("x-corral-principal"));
    request
        .response()
        .setStatusCode(owner ? 200 : 404)
        .end(owner ? Contract.example("getPrompt.response") : "");
  }

  /// The one picture is alice's.
  private static void picture(HttpServerRequest request) {
    boolean hers = "alice".equals(request.getHeader("x-corral-principal"));
    if (!hers) {
      json(request.response(), 404, "{\"code\":\"not_found\"}");
    } else if (request.method().name().equals("DELETE")) {
      json(request.response(), 200, "{}");
    } else {
      json(request.response(), 200, Contract.example("getImage.response"));
    }
  }

  private void judge(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          judged.add(body.toString());
          if (body.toString().contains("nobody judges")) {
            json(
                request.response(),
                503,
                "{\"code\":\"not_configured\",\"detail\":\"Set corral.prompt-check.model.\"}");
          } else {
            json(request.response(), 200, Contract.example("checkPrompt.response"));
          }
        });
  }

  private static void json(HttpServerResponse response, int status, String body) {
    response.setStatusCode(status).putHeader("content-type", "application/json").end(body);
  }

  private void stream(HttpServerResponse response) {
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    response.putHeader("x-corral-model", "tiny");
    response.write("data: one\n\n");
    open = response;
  }

  /// Writes as fast as it is let, and counts.
  private void flood(HttpServerResponse response) {
    response.setChunked(true);
    Buffer block = Buffer.buffer(new byte[64 << 10]);
    Runnable more =
        () -> {
          while (!response.closed() && !response.writeQueueFull()) {
            response.write(block);
            produced.addAndGet(block.length());
          }
        };
    response.drainHandler(v -> more.run());
    more.run();
  }

  private static void echo(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body ->
            request
                .response()
                .putHeader("content-type", "application/json")
                .putHeader("set-cookie", "a=b")
                .putHeader("connection", "x-private")
                .putHeader("x-private", "1")
                .end("{\"bytes\":" + body.length() + "}"));
  }
}
