package dev.corral.gateway.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The gateway's own service-account token, read again at most once a minute because the cluster
/// renews the file.
public final class ServiceToken {
  private static final Duration FRESH = Duration.ofSeconds(60);

  private final Optional<Path> file;
  private final Clock clock;
  private String value = "";
  private Instant readAt = Instant.MIN;

  public ServiceToken(Optional<Path> file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /// The token, or nothing when no file is configured.
  public synchronized Optional<String> value() throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (value.isEmpty() || now.isAfter(readAt.plus(FRESH))) {
      value = Files.readString(file.get()).strip();
      readAt = now;
    }
    return Optional.of(value);
  }
}
