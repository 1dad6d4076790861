package dev.corral.local.kubernetes.kubelet;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What an engine prints: a file it appends to (so it can outlive us), repeated on our own output.
final class EngineLog {
  private static final long MOST_BYTES = 4L * 1024 * 1024;

  private final Path file;
  private final String prefix;
  private long repeated;

  EngineLog(Path file, String podName, boolean fromEnd) {
    this.file = file;
    this.prefix = "[engine " + podName + "] ";
    this.repeated = fromEnd ? size() : 0;
  }

  private long size() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /// Prints the whole lines that came since the last time, and keeps the file within its bound.
  synchronized void repeat() {
    try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "rw")) {
      if (reader.length() < repeated) {
        repeated = 0;
      }
      reader.seek(repeated);
      byte[] bytes = new byte[(int) Math.min(1 << 16, reader.length() - repeated)];
      reader.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      text.substring(0, end).lines().forEach(line -> System.out.println(prefix + line));
      repeated += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
      if (repeated > MOST_BYTES) {
        reader.setLength(0);
        repeated = 0;
      }
    } catch (IOException e) {
      repeated = 0;
    }
  }

  /// The last lines kept (all of them for a negative count).
  static String tail(Path file, int lines) {
    try {
      List<String> all =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
      List<String> wanted =
          lines < 0 ? all : all.subList(Math.max(0, all.size() - lines), all.size());
      return wanted.isEmpty() ? "" : String.join("\n", wanted) + "\n";
    } catch (IOException e) {
      return "";
    }
  }
}
