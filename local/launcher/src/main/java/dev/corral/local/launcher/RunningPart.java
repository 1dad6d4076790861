package dev.corral.local.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One part as a process that is started again when it dies, as a kubelet would do it.
final class RunningPart {
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xss512k",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// Ctrl-C reaches every process of the terminal; only the launcher may act on it, in its order.
  private static final List<String> DEAF_TO_CTRL_C =
      List.of("sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

  private static final Duration PROBE = Duration.ofMillis(200);

  private final Part part;
  private final Path java;
  private final PartLog log;
  private final PidFile pidFile;
  private final Clock clock;
  private final RestartBudget budget = new RestartBudget();
  private volatile CountDownLatch saidReady = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean gaveUp;
  private volatile Process process;

  private RunningPart(Part part, Path java, PartLog log, PidFile pidFile, Clock clock)
      throws IOException {
    this.part = part;
    this.java = java;
    this.log = log;
    this.pidFile = pidFile;
    this.clock = clock;
    this.process = launch();
  }

  static RunningPart start(Part part, Path java, PartLog log, PidFile pidFile, Clock clock)
      throws IOException {
    var running = new RunningPart(part, java, log, pidFile, clock);
    Thread.ofVirtual().name("keep-" + part.name()).start(running::keepRunning);
    return running;
  }

  String name() {
    return part.name();
  }

  /// Waits until the part serves; false when the deadline passed or it died for good.
  boolean awaitReady(Duration within) throws InterruptedException {
    var deadline = clock.instant().plus(within);
    try (var probe = new HealthProbe()) {
      while (!gaveUp && clock.instant().isBefore(deadline)) {
        if (isReady(probe)) {
          return true;
        }
        Thread.sleep(PROBE);
      }
      return false;
    }
  }

  private boolean isReady(HealthProbe probe) throws InterruptedException {
    return switch (part.readiness()) {
      case Readiness.ReadyLine() -> saidReady.getCount() == 0;
      case Readiness.Healthy(var uri) -> probe.isHealthy(uri);
    };
  }

  List<String> lastLines() {
    return log.lastLines();
  }

  /// Asks the part to end, and ends it by force when it takes longer than `within`.
  void stop(Duration within) throws InterruptedException, IOException {
    var current = lastProcess();
    current.destroy();
    if (!current.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      current.destroyForcibly().waitFor(2, TimeUnit.SECONDS);
    }
    pidFile.delete();
    log.close();
  }

  /// From here on nothing is started again, so this is the last process.
  private synchronized Process lastProcess() {
    stopping = true;
    return process;
  }

  private void keepRunning() {
    try {
      while (!stopping) {
        var started = clock.instant();
        var code = process.waitFor();
        if (stopping) {
          return;
        }
        var pause = budget.pauseAfterDeath(started, clock.instant());
        if (pause.isEmpty()) {
          gaveUp = true;
          log.line("*** ended with " + code + " too often; not started again");
          return;
        }
        log.line(
            "*** ended with " + code + "; starting again in " + pause.get().toMillis() + " ms");
        Thread.sleep(pause.get());
        restart();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      gaveUp = true;
      log.line("*** cannot be started again: " + e.getMessage());
    }
  }

  private synchronized void restart() throws IOException {
    if (!stopping) {
      saidReady = new CountDownLatch(1);
      process = launch();
    }
  }

  private Process launch() throws IOException {
    var command = new ArrayList<>(DEAF_TO_CTRL_C);
    command.add(java.toString());
    command.addAll(JVM);
    command.addAll(part.jvm());
    command.addAll(List.of("-jar", part.jar().toString()));
    command.addAll(part.arguments());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(part.environment());
    var started = builder.start();
    pidFile.write(started.toHandle());
    Thread.ofVirtual().name("log-" + part.name()).start(() -> pump(started));
    return started;
  }

  private void pump(Process from) {
    try (var lines =
        new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("READY")) {
          saidReady.countDown();
        } else {
          log.line(line);
        }
      }
    } catch (IOException e) {
      log.line("*** log ended: " + e.getMessage());
    }
  }
}
