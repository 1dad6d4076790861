package dev.corral.local.kubernetes.kubelet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One running engine: whether it lives, whether it answers, and how it is told to end.
final class EngineProcess {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
  private static final int FAILURES_UNTIL_UNREADY = 3;
  private static final int KILLED = 137;

  private final EngineRecord record;
  private final ProcessHandle process;
  private final @Nullable Process child;
  private final EngineLog log;
  private boolean answering;
  private boolean probing;
  private int failures;
  private @Nullable Instant killAt;

  /// The child is absent for an engine that an earlier life of this kubelet started; such a one
  /// counts as answering until it fails to, so that a restart of the kubelet takes no endpoint
  /// away.
  EngineProcess(
      EngineRecord record, ProcessHandle process, @Nullable Process child, EngineLog log) {
    this.record = record;
    this.process = process;
    this.child = child;
    this.log = log;
    this.answering = child == null;
  }

  EngineRecord record() {
    return record;
  }

  EngineLog log() {
    return log;
  }

  ProcessHandle handle() {
    return process;
  }

  boolean alive() {
    return process.isAlive();
  }

  synchronized EngineState state() {
    if (!alive()) {
      return new EngineState.Exited(child != null ? child.exitValue() : KILLED);
    }
    return answering ? new EngineState.Answering() : new EngineState.Starting();
  }

  /// Asks it whether it serves, unless the last question is still open.
  void probe(HttpClient http) {
    synchronized (this) {
      if (probing || !alive()) {
        return;
      }
      probing = true;
    }
    URI uri = URI.create("http://127.0.0.1:" + record.port() + "/api/version");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PROBE_TIMEOUT).build();
    http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .whenComplete(
            (response, failure) -> probed(failure == null && response.statusCode() == 200));
  }

  private synchronized void probed(boolean good) {
    probing = false;
    failures = good ? 0 : failures + 1;
    answering = good || answering && failures < FAILURES_UNTIL_UNREADY;
  }

  /// Asks it to end, and makes it end when the grace time is over; answers whether it is gone.
  synchronized boolean stop(Duration grace, Clock clock) {
    if (!alive()) {
      return true;
    }
    Instant deadline = clock.instant().plus(grace);
    if (killAt == null) {
      process.destroy();
    }
    killAt = killAt == null || deadline.isBefore(killAt) ? deadline : killAt;
    if (!clock.instant().isBefore(killAt)) {
      process.destroyForcibly();
    }
    return !alive();
  }
}
