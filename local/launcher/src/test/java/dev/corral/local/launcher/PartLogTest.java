package dev.corral.local.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartLogTest {
  @TempDir Path directory = Path.of(".");

  @Test
  void prefixesTheScreenAndKeepsThePlainLine() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var file = directory.resolve("logs/part.log");
    try (var log =
        new PartLog("part │ ", file, new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
      log.line("hello");
    }
    assertEquals("part │ hello", bytes.toString(StandardCharsets.UTF_8).strip());
    assertEquals("hello", Files.readString(file).strip());
  }

  @Test
  void stayBounded() throws Exception {
    var file = directory.resolve("part.log");
    var nowhere = new PrintStream(java.io.OutputStream.nullOutputStream());
    try (var log = new PartLog("", file, nowhere)) {
      var line = "x".repeat(1 << 20);
      for (int i = 0; i < 30; i++) {
        log.line(line);
      }
      assertEquals(25, log.lastLines().size());
    }
    assertTrue(Files.size(file) <= 10L << 20);
    try (var files = Files.list(directory)) {
      assertEquals(2, files.count());
    }
  }
}
