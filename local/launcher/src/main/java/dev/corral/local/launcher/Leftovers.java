package dev.corral.local.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Processes that an earlier run left behind when it could not stop them.
record Leftovers(Layout layout) {
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// Ends those that still run and are provably ours, and returns their names.
  List<String> stop(List<Part> parts) throws IOException, InterruptedException {
    var living = parts.stream().filter(part -> pidFile(part).living().isPresent()).toList();
    for (var part : living.reversed()) {
      end(pidFile(part).living().orElse(null));
    }
    for (var part : parts) {
      pidFile(part).delete();
    }
    stopEngines();
    return living.stream().map(Part::name).toList();
  }

  /// Engines are children of the simulated kubelet and carry its state folder in their command
  /// line.
  private void stopEngines() {
    var mark = "-Dcorral.kubelet=" + layout.stateOf("kubernetes");
    ProcessHandle.allProcesses()
        .filter(process -> carries(process, mark))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean carries(ProcessHandle process, String mark) {
    return process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(mark::equals);
  }

  private PidFile pidFile(Part part) {
    return new PidFile(layout.pidFile(part.name()));
  }

  private static void end(@org.jspecify.annotations.Nullable ProcessHandle process)
      throws InterruptedException {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      process.onExit().orTimeout(2, TimeUnit.SECONDS).exceptionally(late -> process).join();
    }
  }
}
