package dev.corral.proxy.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Our own token, from the file that the cluster keeps fresh.
public final class ServiceToken {
  private static final Logger LOG = Logger.getLogger(ServiceToken.class);
  private static final Duration KEEP = Duration.ofSeconds(60);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Optional<Path> file;
  private final Clock clock;
  private Optional<String> token = Optional.empty();
  private Instant readAgain = Instant.MIN;

  /// Reads `file` when first asked.
  public ServiceToken(Optional<Path> file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /// The token, or nothing if none is configured or readable.
  public synchronized Optional<String> current() {
    Instant now = clock.instant();
    if (file.isPresent() && !now.isBefore(readAgain)) {
      read(file.get(), now);
    }
    return token;
  }

  private void read(Path path, Instant now) {
    try {
      token = Optional.of(Files.readString(path).strip());
      readAgain = now.plus(KEEP);
    } catch (IOException e) {
      LOG.warnf("the service token cannot be read from %s", path);
      readAgain = now.plus(RETRY);
    }
  }
}
