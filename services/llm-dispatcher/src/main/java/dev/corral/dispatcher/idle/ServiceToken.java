package dev.corral.dispatcher.idle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Our own projected service-account token; the file is replaced while we run.
public final class ServiceToken {
  private static final Duration KEPT = Duration.ofSeconds(60);

  private final Optional<Path> file;
  private final Clock clock;
  private Optional<String> token = Optional.empty();
  private Instant readAgain = Instant.MIN;

  public ServiceToken(Optional<Path> file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /// The token, at most a minute old.
  public synchronized Optional<String> read() throws IOException {
    Instant now = clock.instant();
    if (file.isPresent() && !now.isBefore(readAgain)) {
      token = Optional.of(Files.readString(file.get()).strip());
      readAgain = now.plus(KEPT);
    }
    return token;
  }
}
