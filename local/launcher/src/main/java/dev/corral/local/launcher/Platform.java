package dev.corral.local.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// The running platform: starts the parts in order, waits for each, and stops them in reverse.
final class Platform {
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

  private final Layout layout;
  private final Ports ports;
  private final Parts parts;
  private final Screen screen;
  private final Clock clock;
  private final List<RunningPart> running = new ArrayList<>();
  private boolean stopped;
  private Thread upkeep = Thread.ofVirtual().unstarted(() -> {});

  Platform(Layout layout, Ports ports, Parts parts, Screen screen, Clock clock) {
    this.layout = layout;
    this.ports = ports;
    this.parts = parts;
    this.screen = screen;
    this.clock = clock;
  }

  /// Starts everything; false when a part did not become ready, which has been said.
  boolean start() throws IOException, InterruptedException {
    return startAll(parts.standIns()) && prepareCluster() && startAll(parts.services());
  }

  private boolean startAll(List<Part> group) throws IOException, InterruptedException {
    var began = clock.instant();
    for (var part : group) {
      synchronized (running) {
        if (stopped) {
          return false;
        }
        running.add(start(part));
      }
    }
    try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> waits =
          running.stream()
              .filter(one -> group.stream().anyMatch(part -> part.name().equals(one.name())))
              .map(one -> (Callable<Boolean>) () -> ready(one, began))
              .toList();
      var all = true;
      for (var wait : waiting.invokeAll(waits)) {
        all &= wait.get();
      }
      return all;
    } catch (ExecutionException e) {
      throw new IOException("while waiting for the parts", e.getCause());
    }
  }

  private boolean ready(RunningPart part, java.time.Instant began) throws InterruptedException {
    if (part.awaitReady(READY_WITHIN)) {
      screen.ready(part.name(), Duration.between(began, clock.instant()));
      return true;
    }
    screen.failed(part.name(), layout.log(part.name()), part.lastLines());
    return false;
  }

  private RunningPart start(Part part) throws IOException {
    PrintStream lines = screen.lines();
    var log = new PartLog(screen.prefix(part.name()), layout.log(part.name()), lines);
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    return RunningPart.start(part, java, log, new PidFile(layout.pidFile(part.name())), clock);
  }

  private boolean prepareCluster() throws IOException, InterruptedException {
    var cluster = new ClusterClient(layout.kubeconfig(), layout.clusterCa());
    var setup = new ClusterSetup(cluster, layout);
    var services = parts.services().stream().map(Part::name).toList();
    PrivateFile.makeSecret(layout.engineKey());
    setup.namespaces();
    setup.gpuPool();
    for (var service : services) {
      setup.account(service);
      setup.internalToken(service);
    }
    var internal = ports.management(ports.inferenceProxy());
    setup.proxyEndpoint(internal, false);
    var keeper = new ClusterUpkeep(setup, services, internal, screen::say, clock);
    upkeep = Thread.ofVirtual().name("upkeep").start(keeper::run);
    return true;
  }

  /// Stops the services, then the stand-ins, each with a deadline.
  void stop() throws InterruptedException {
    upkeep.interrupt();
    List<RunningPart> all;
    synchronized (running) {
      stopped = true;
      all = List.copyOf(running);
    }
    var standIns = parts.standIns().stream().map(Part::name).toList();
    stopAll(all.stream().filter(part -> !standIns.contains(part.name())).toList());
    stopAll(all.stream().filter(part -> standIns.contains(part.name())).toList());
  }

  private static void stopAll(List<RunningPart> group) throws InterruptedException {
    try (var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
      stopping.invokeAll(group.stream().map(part -> (Callable<Boolean>) () -> stop(part)).toList());
    }
  }

  private static boolean stop(RunningPart part) throws InterruptedException, IOException {
    part.stop(STOP_WITHIN);
    return true;
  }
}
