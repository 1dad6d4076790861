package dev.corral.local.engine.http;

import dev.corral.local.engine.generation.Generator;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One event loop on loopback; the tokens are computed elsewhere.
public final class EngineServer implements AutoCloseable {
  private static final long MAX_BODY = 8L << 20;

  private final HttpServer server;

  private EngineServer(HttpServer server) {
    this.server = server;
  }

  /// Serves the dialects, `GET /stats` and nothing else.
  public static EngineServer start(int port, Generator generator, List<Routes> dialects)
      throws Exception {
    var vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    var router = Router.router(vertx);
    router.route().handler(EngineServer::ignoreContentType);
    router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
    router.get("/stats").handler(context -> stats(context, generator));
    dialects.forEach(dialect -> dialect.mount(router));
    router.route().failureHandler(context -> fail(context, dialects));
    router.errorHandler(404, context -> fail(context, dialects));
    router.errorHandler(405, context -> fail(context, dialects));
    var options = new HttpServerOptions().setHost("127.0.0.1").setPort(port);
    var server =
        vertx
            .createHttpServer(options)
            .requestHandler(router)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    return new EngineServer(server);
  }

  /// The port in use.
  public int port() {
    return server.actualPort();
  }

  /// Takes no new connections; those that are open go on.
  @Override
  public void close() {
    server.close();
  }

  /// Ollama does not look at the content type, and curl's default would make the body a form.
  private static void ignoreContentType(RoutingContext context) {
    context.request().headers().set("Content-Type", "application/json");
    context.next();
  }

  private static void fail(RoutingContext context, List<Routes> dialects) {
    var problem = Problem.of(context.failure(), context.statusCode());
    if (problem.status() == 500) {
      System.err.println("request failed: " + context.failure());
    }
    var path = context.normalizedPath();
    var dialect = dialects.stream().filter(each -> path.startsWith(each.prefix())).findFirst();
    var body = dialect.orElse(dialects.getFirst()).error(problem);
    context.response().setStatusCode(problem.status());
    context.json(body);
  }

  private static void stats(RoutingContext context, Generator generator) {
    var stats = generator.stats();
    context.json(
        new JsonObject()
            .put("requests", stats.requests())
            .put("active", stats.active())
            .put("waiting", stats.waiting())
            .put("aborted", stats.aborted())
            .put("tokens", stats.tokens()));
  }
}
