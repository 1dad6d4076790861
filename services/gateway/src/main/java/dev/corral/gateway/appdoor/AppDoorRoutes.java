package dev.corral.gateway.appdoor;

import dev.corral.gateway.session.PeopleConfig;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Puts the door before everything else of this gateway: on an app's host there is nothing of ours.
@ApplicationScoped
class AppDoorRoutes {
  private static final int BEFORE_EVERYTHING = -9_500;
  private static final int MOST_WAITING = 1_000;
  private static final int KEEP_ALIVE_SECONDS = 15;

  private final AppHosts hosts;
  private final @Nullable Doorman doorman;

  AppDoorRoutes(
      AppDoorConfig config,
      PeopleConfig people,
      AppHosts hosts,
      KnownApps apps,
      GuestBook book,
      Vertx vertx,
      @VirtualThreads ExecutorService waiting) {
    this.hosts = hosts;
    Optional<URI> console = config.consoleUrl();
    if (console.isEmpty() || !hosts.isOpen()) {
      this.doorman = null;
      return;
    }
    var cookies = new DoorCookies(config.scheme().equals("https"));
    var pages = new DoorPages(console.get());
    var guests = new KnownGuests(book, config.remember());
    var entrance = new Entrance(book, guests, cookies, pages, config, console.get());
    var headers = new AppHeaders(new OurTokens(people.issuer()));
    var hands =
        new Doorman.Hands(
            hosts, apps, guests, entrance, cookies, pages, headers, new Waiting(waiting));
    this.doorman = new Doorman(hands, config, client(vertx, config));
  }

  private static HttpClient client(Vertx vertx, AppDoorConfig config) {
    var options =
        new HttpClientOptions()
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setDecompressionSupported(false)
            .setIdleTimeout(Math.toIntExact(config.idleTimeout().toSeconds()))
            .setMaxWaitQueueSize(MOST_WAITING);
    return vertx.createHttpClient(
        options, new PoolOptions().setHttp1MaxSize(config.connectionsPerApp()));
  }

  void routes(@Observes Router router) {
    router.route().order(BEFORE_EVERYTHING).handler(this::receive);
  }

  private void receive(RoutingContext rc) {
    Optional<String> app = hosts.app(rc.request().getHeader("host"));
    if (app.isEmpty() || doorman == null) {
      rc.next();
      return;
    }
    doorman.receive(rc.request(), rc.vertx().getOrCreateContext(), app.get());
  }
}
