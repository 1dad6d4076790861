package dev.corral.dispatcher.idle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Wires the question to the proxies.
@ApplicationScoped
public class IdleBeans {
  @Produces
  @Singleton
  ActivityBoard board(
      ActivityBoard.Replicas replicas,
      IdleTimes times,
      Clock clock,
      @ConfigProperty(name = "corral.service-token-file") Optional<Path> tokenFile) {
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(times.askTimeout())
            .build();
    var asker = new ProxyActivity(http, new ServiceToken(tokenFile, clock), times.askTimeout());
    return new ActivityBoard(
        replicas, asker, Executors.newVirtualThreadPerTaskExecutor(), times, clock);
  }
}
