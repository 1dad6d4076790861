package dev.corral.local.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.access.AccountTokens;
import dev.corral.local.kubernetes.access.Authenticator;
import dev.corral.local.kubernetes.access.Certificates;
import dev.corral.local.kubernetes.access.Kubeconfig;
import dev.corral.local.kubernetes.access.PrivateFiles;
import dev.corral.local.kubernetes.api.ApiServer;
import dev.corral.local.kubernetes.api.HttpFront;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.Kinds;
import dev.corral.local.kubernetes.resource.PatchBody;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.store.Journal;
import dev.corral.local.kubernetes.store.ObjectStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// One running server with all its parts.
public final class LocalCluster implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LocalCluster.class.getName());
  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");
  private static final int SYNC_EVERY_MILLIS = 100;
  private static final int START_SECONDS = 20;

  private final int port;
  private final Storage storage;
  private final Vertx vertx;
  private final ControlPlane plane;

  private LocalCluster(int port, Storage storage, Vertx vertx, ControlPlane plane) {
    this.port = port;
    this.storage = storage;
    this.vertx = vertx;
    this.plane = plane;
  }

  /// Starts a server; it serves when this returns.
  public static LocalCluster start(ClusterOptions options) throws Exception {
    Clock clock = Clock.systemUTC();
    Path directory = PrivateFiles.directory(options.stateDirectory().toAbsolutePath());
    Storage storage = Storage.open(directory);
    try {
      int port = freePort(options.port());
      String url = "https://127.0.0.1:" + port;
      Certificates certificates = Certificates.in(directory, clock);
      AccountTokens tokens = AccountTokens.in(directory, url, clock);
      String adminToken = Kubeconfig.token(directory);
      Resources resources = new Resources(storage.store(), new Kinds(), clock);
      prepare(resources, options);
      ControlPlane plane = ControlPlane.start(resources, options, clock);
      Authenticator authenticator = new Authenticator(adminToken, tokens, storage.store());
      ApiServer api = new ApiServer(resources, authenticator, tokens, plane.logs(), clock);
      Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(8));
      Future<HttpServer> http = HttpFront.listen(vertx, api, certificates, port);
      http.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
      Kubeconfig.write(directory, url, certificates.authority(), adminToken);
      return new LocalCluster(port, storage, vertx, plane);
    } catch (Exception e) {
      storage.close();
      throw e;
    }
  }

  /// Settles the port before anything carries it; throws [BindException] when it is taken.
  private static int freePort(int wanted) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), wanted));
      return probe.getLocalPort();
    }
  }

  private static void prepare(Resources resources, ClusterOptions options) throws IOException {
    for (String namespace : NAMESPACES) {
      if (resources.find("/namespaces", "", namespace).isEmpty()) {
        ObjectNode body = Json.object("metadata", Json.object("name", namespace));
        resources.create(
            resources.kinds().builtin("/namespaces"), "", body, Terms.by("corral-local"));
      }
    }
    for (Path directory : options.definitions()) {
      applyDefinitions(resources, directory);
    }
  }

  private static void applyDefinitions(Resources resources, Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files
              .filter(f -> f.toString().endsWith(".yaml") || f.toString().endsWith(".yml"))
              .sorted()
              .toList()) {
        for (JsonNode document : Json.parseYaml(Files.readAllBytes(file))) {
          var type = resources.kinds().builtin("apiextensions.k8s.io/customresourcedefinitions");
          String name = document.path("metadata").path("name").asText();
          resources.patch(
              type, "", name, new PatchBody.Apply((ObjectNode) document), Terms.by("corral-local"));
        }
      }
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    plane.close();
    vertx.close();
    storage.close();
  }

  /// The store, its journal's regular sync, and the lock that keeps a second server out.
  private record Storage(ObjectStore store, ScheduledExecutorService syncing, FileChannel lock) {
    static Storage open(Path directory) throws IOException {
      var channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
      Journal journal = Journal.open(directory);
      ScheduledExecutorService syncing =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("journal-sync").factory());
      syncing.scheduleWithFixedDelay(
          () -> sync(journal), SYNC_EVERY_MILLIS, SYNC_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      return new Storage(ObjectStore.open(journal), syncing, channel);
    }

    private static void sync(Journal journal) {
      try {
        journal.sync();
      } catch (IOException e) {
        LOG.log(Level.SEVERE, "the journal cannot be synced", e);
      }
    }

    void close() {
      syncing.shutdownNow();
      try {
        store.close();
        lock.close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "the store did not close cleanly", e);
      }
    }
  }
}
