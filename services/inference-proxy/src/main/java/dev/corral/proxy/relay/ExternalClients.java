package dev.corral.proxy.relay;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Clients for servers elsewhere, one per event loop. They verify certificates and names, and a
/// connection is only used again for the very address that it was opened to.
final class ExternalClients {
  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final int WAITING_FOR_CONNECTION = 4096;

  private final Vertx vertx;
  private final RelayConfig config;
  private final Upstreams.External external;
  private final ConcurrentHashMap<Thread, HttpClient> clients = new ConcurrentHashMap<>();

  ExternalClients(Vertx vertx, RelayConfig config, Upstreams.External external) {
    this.vertx = vertx;
    this.config = config;
    this.external = external;
  }

  HttpClient client() {
    return clients.computeIfAbsent(Thread.currentThread(), loop -> newClient());
  }

  private HttpClient newClient() {
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(Math.toIntExact(config.connect().toMillis()))
            .setSslHandshakeTimeout(config.connect().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setDecompressionSupported(false)
            .setTrustAll(false)
            .setVerifyHost(true)
            .setTcpNoDelay(true);
    external
        .config()
        .caFile()
        .ifPresent(
            file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(
            new PoolOptions()
                .setHttp1MaxSize(config.connectionsPerReplica())
                .setMaxWaitQueueSize(WAITING_FOR_CONNECTION))
        .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
        .build();
  }
}
