package dev.corral.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Remembers a process by number and start time, so that a recycled number is never mistaken for
/// it.
record PidFile(Path path) {
  void write(ProcessHandle process) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    var whole = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(whole, process.pid() + " " + startOf(process) + "\n");
    Files.move(
        whole,
        path,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  /// The process if it still runs and is the one that was remembered.
  Optional<ProcessHandle> living() {
    try {
      var words = Files.readString(path).strip().split(" ", 2);
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> words.length == 2 && words[1].equals(startOf(process)));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
