package dev.corral.local.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Finds out whether a port is free, and who holds it if not.
final class PortOwner {
  private static final String LISTENING = "0A";

  private PortOwner() {}

  static boolean isFree(int port) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// In words: "pid 123 (java -jar …)", or that it could not be found out.
  static String describe(int port) {
    return fromProc(port)
        .or(() -> fromLsof(port))
        .map(PortOwner::inWords)
        .orElse("a process that this user may not see");
  }

  private static String inWords(long pid) {
    var command =
        ProcessHandle.of(pid).flatMap(process -> process.info().commandLine()).orElse("unknown");
    return "pid %d (%s)"
        .formatted(pid, command.length() > 90 ? command.substring(0, 90) + "…" : command);
  }

  private static Optional<Long> fromProc(int port) {
    try (var processes = Files.list(Path.of("/proc"))) {
      var sockets =
          Stream.of("/proc/net/tcp", "/proc/net/tcp6")
              .flatMap(table -> inodes(table, port))
              .toList();
      return processes
          .filter(process -> process.getFileName().toString().chars().allMatch(Character::isDigit))
          .filter(process -> sockets.stream().anyMatch(inode -> holds(process, inode)))
          .map(process -> Long.parseLong(process.getFileName().toString()))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Stream<String> inodes(String table, int port) {
    try {
      var suffix = ":%04X".formatted(port);
      return Files.readAllLines(Path.of(table)).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(
              words -> words.length > 9 && words[1].endsWith(suffix) && words[3].equals(LISTENING))
          .map(words -> words[9]);
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static boolean holds(Path process, String inode) {
    try (var descriptors = Files.list(process.resolve("fd"))) {
      return descriptors.anyMatch(descriptor -> linksTo(descriptor, "socket:[" + inode + "]"));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean linksTo(Path descriptor, String target) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(target);
    } catch (IOException e) {
      return false;
    }
  }

  /// Where there is no /proc (macOS).
  private static Optional<Long> fromLsof(int port) {
    try {
      var process =
          new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN").start();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().map(Long::parseLong);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
