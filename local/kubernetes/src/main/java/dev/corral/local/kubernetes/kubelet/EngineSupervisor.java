package dev.corral.local.kubernetes.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// Runs one engine process for each model pod, and never two.
///
/// Every engine carries the state directory and its pod's uid on its command line, so that after a
/// `kill -9` of this server the next one finds each of them: it keeps those on record whose pods
/// are still there, and kills the others.
public final class EngineSupervisor implements Engines, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EngineSupervisor.class.getName());
  private static final Duration PROBE_EVERY = Duration.ofMillis(200);
  private static final Duration LAST_GRACE = Duration.ofSeconds(1);

  private final EngineCommand command;
  private final Path directory;
  private final Clock clock;
  private final Map<String, EngineProcess> running = new ConcurrentHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final ScheduledExecutorService watching =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("engines").factory());

  private EngineSupervisor(EngineCommand command, Path directory, Clock clock) {
    this.command = command;
    this.directory = directory;
    this.clock = clock;
  }

  /// Starts supervising; engines of an earlier life are kept for the pods that still are, or ended.
  public static EngineSupervisor start(EngineCommand command, Set<String> podUids, Clock clock)
      throws IOException {
    Path directory = Files.createDirectories(command.stateDirectory().resolve("engines"));
    EngineSupervisor supervisor = new EngineSupervisor(command, directory, clock);
    supervisor.adopt(podUids);
    supervisor.endOrphans();
    supervisor.watching.scheduleWithFixedDelay(
        supervisor::look, 0, PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return supervisor;
  }

  private void adopt(Set<String> podUids) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        EngineRecord record = EngineRecord.read(file);
        Optional<ProcessHandle> process = record.process();
        if (process.isPresent() && podUids.contains(record.podUid())) {
          EngineLog log = new EngineLog(logFile(record.podUid()), record.podName(), true);
          running.put(record.podUid(), new EngineProcess(record, process.get(), null, log));
        } else {
          process.ifPresent(ProcessHandle::destroyForcibly);
          Files.delete(file);
        }
      }
    }
  }

  private void endOrphans() {
    Set<Long> kept = new HashSet<>();
    running.values().forEach(engine -> kept.add(engine.handle().pid()));
    command
        .ownProcesses()
        .filter(process -> !kept.contains(process.pid()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private void look() {
    try {
      running.values().forEach(this::look);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "engines could not be watched", e);
    }
  }

  private void look(EngineProcess engine) {
    engine.probe(http);
    engine.log().repeat();
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public int start(PodView pod) {
    String uid = pod.pod().uid();
    EngineProcess before = running.get(uid);
    if (before != null && before.alive()) {
      return before.record().port();
    }
    try {
      int port =
          command.freePort(
              portsInUse(uid),
              before == null ? Optional.empty() : Optional.of(before.record().port()));
      Process process = command.launch(pod, port, logFile(uid));
      EngineRecord record = remembered(pod, process, port);
      EngineLog log =
          before == null ? new EngineLog(logFile(uid), pod.pod().name(), true) : before.log();
      running.put(uid, new EngineProcess(record, process.toHandle(), process, log));
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException("the engine of " + pod.pod().name() + " cannot be started", e);
    }
  }

  /// A process that is not on record would be lost at the next start, so it must not live.
  private EngineRecord remembered(PodView pod, Process process, int port) throws IOException {
    EngineRecord record = EngineRecord.of(pod, process.toHandle(), port);
    try {
      record.write(recordFile(pod.pod().uid()));
      return record;
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private List<Integer> portsInUse(String exceptUid) {
    List<Integer> ports = new ArrayList<>();
    running.forEach((uid, engine) -> {
      if (!uid.equals(exceptUid)) {
        ports.add(engine.record().port());
      }
    });
    return ports;
  }

  private Path recordFile(String uid) {
    return directory.resolve(uid + ".json");
  }

  private Path logFile(String uid) {
    return directory.resolve(uid + ".log");
  }

  @Override
  public EngineState state(String podUid) {
    EngineProcess engine = running.get(podUid);
    return engine == null ? new EngineState.Absent() : engine.state();
  }

  @Override
  public boolean stop(String podUid, Duration grace) {
    EngineProcess engine = running.get(podUid);
    if (engine == null) {
      return true;
    }
    if (!engine.stop(grace, clock)) {
      return false;
    }
    engine.log().repeat();
    running.remove(podUid);
    try {
      Files.deleteIfExists(recordFile(podUid));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the record of an ended engine stays behind", e);
    }
    return true;
  }

  @Override
  public String log(String podUid, int lines) {
    return EngineLog.tail(logFile(podUid), lines);
  }

  @Override
  public boolean endAllBut(Set<String> podUids) {
    boolean gone = true;
    for (String uid : running.keySet()) {
      gone &= podUids.contains(uid) || stop(uid, Duration.ZERO);
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        String uid = log.getFileName().toString().replace(".log", "");
        if (!podUids.contains(uid) && !running.containsKey(uid)) {
          Files.deleteIfExists(log);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "a log stays behind", e);
    }
    return gone;
  }

  @Override
  public void close() {
    watching.shutdownNow();
    List<ProcessHandle> left = running.values().stream().map(EngineProcess::handle).toList();
    left.forEach(ProcessHandle::destroy);
    CompletableFuture<Void> ended =
        CompletableFuture.allOf(
            left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
    try {
      ended.get(LAST_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      left.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
