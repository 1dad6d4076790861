package dev.corral.proxy.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The token is read again, but not for each call, and an unreadable file keeps the last one.
class ServiceTokenTest {
  private Instant now = Instant.parse("2026-11-20T20:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

  @Test
  void readAgainAfterAMinute(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("token"), "one\n");
    ServiceToken token = new ServiceToken(Optional.of(file), clock);
    assertEquals(Optional.of("one"), token.current());
    Files.writeString(file, "two");
    now = now.plusSeconds(59);
    assertEquals(Optional.of("one"), token.current());
    now = now.plusSeconds(1);
    assertEquals(Optional.of("two"), token.current());
    Files.delete(file);
    now = now.plusSeconds(60);
    assertEquals(Optional.of("two"), token.current());
    assertEquals(Optional.empty(), new ServiceToken(Optional.empty(), clock).current());
  }
}
