package dev.corral.local.launcher;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What a kubelet goes on doing for the services: it keeps the proxy's readiness true and the
/// service-account tokens fresh.
final class ClusterUpkeep {
  private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
  private static final Duration TOKENS_EVERY = Duration.ofMinutes(20);
  private static final Duration AGAIN_AFTER_FAILURE = Duration.ofSeconds(5);

  private final ClusterSetup setup;
  private final List<String> services;
  private final int proxyInternal;
  private final Consumer<String> says;
  private final Clock clock;
  private Optional<Boolean> published = Optional.empty();

  /// @param says tells people when something could not be done
  ClusterUpkeep(
      ClusterSetup setup,
      List<String> services,
      int proxyInternal,
      Consumer<String> says,
      Clock clock) {
    this.setup = setup;
    this.services = services;
    this.proxyInternal = proxyInternal;
    this.says = says;
    this.clock = clock;
  }

  /// Runs until the thread is interrupted.
  void run() {
    var uri = URI.create("http://127.0.0.1:" + proxyInternal + "/q/health/ready");
    try (var probe = new HealthProbe()) {
      var refresh = clock.instant().plus(TOKENS_EVERY);
      while (!Thread.currentThread().isInterrupted()) {
        publish(probe.isHealthy(uri));
        refresh = refreshTokens(refresh);
        Thread.sleep(PROBE_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(boolean ready) throws InterruptedException {
    if (published.equals(Optional.of(ready))) {
      return;
    }
    try {
      setup.proxyEndpoint(proxyInternal, ready);
      published = Optional.of(ready);
    } catch (IOException e) {
      // The API may be restarting; the next round tries again.
      published = Optional.empty();
    }
  }

  private Instant refreshTokens(Instant due) throws InterruptedException {
    if (clock.instant().isBefore(due)) {
      return due;
    }
    try {
      for (var service : services) {
        setup.internalToken(service);
      }
      return clock.instant().plus(TOKENS_EVERY);
    } catch (IOException e) {
      says.accept("service-account tokens could not be refreshed yet: " + e.getMessage());
      return clock.instant().plus(AGAIN_AFTER_FAILURE);
    }
  }
}
