package dev.corral.dispatcher.idle;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks every replica at once, and keeps the answer for a moment so that many models share it.
public final class ActivityBoard {
  private final Replicas replicas;
  private final Asker asker;
  private final ExecutorService threads;
  private final IdleTimes times;
  private final Clock clock;
  private Instant freshUntil = Instant.MIN;
  private ActivityReport last = new ActivityReport.NotAsked();

  /// Where the replicas are at this moment.
  @FunctionalInterface
  public interface Replicas {
    List<URI> find();
  }

  /// Asks one replica.
  @FunctionalInterface
  public interface Asker {
    ActivityReport.Answer ask(URI replica) throws Exception;
  }

  public ActivityBoard(
      Replicas replicas, Asker asker, ExecutorService threads, IdleTimes times, Clock clock) {
    this.replicas = replicas;
    this.asker = asker;
    this.threads = threads;
    this.times = times;
    this.clock = clock;
  }

  /// What all replicas say now; at most as old as [IdleTimes#remember].
  public synchronized ActivityReport ask() {
    Instant now = clock.instant();
    if (now.isBefore(freshUntil)) {
      return last;
    }
    last = askAll(now);
    freshUntil = now.plus(times.remember());
    return last;
  }

  private ActivityReport askAll(Instant now) {
    List<URI> all;
    try {
      all = replicas.find();
    } catch (RuntimeException e) {
      return new ActivityReport.Incomplete("the inference-proxy replicas cannot be listed");
    }
    if (all.isEmpty()) {
      return new ActivityReport.Incomplete("no inference-proxy replica is ready");
    }
    var answers = all.stream().map(uri -> threads.submit(asking(uri))).toList();
    var together = new HashMap<String, ActivityReport.Use>();
    var routable = new HashSet<String>();
    Instant deadline = now.plus(times.askTimeout());
    for (var answer : answers) {
      try {
        ActivityReport.Answer said = await(answer, deadline);
        said.models().forEach((model, use) -> together.merge(model, use, ActivityReport.Use::and));
        routable.addAll(said.routable());
      } catch (ExecutionException | TimeoutException e) {
        answers.forEach(a -> a.cancel(true));
        return new ActivityReport.Incomplete("an inference-proxy replica does not answer");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ActivityReport.Incomplete("interrupted");
      }
    }
    return new ActivityReport.Complete(now, Map.copyOf(together), Set.copyOf(routable));
  }

  private Callable<ActivityReport.Answer> asking(URI replica) {
    return () -> asker.ask(replica);
  }

  private ActivityReport.Answer await(Future<ActivityReport.Answer> answer, Instant deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    Duration left = Duration.between(clock.instant(), deadline);
    return answer.get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
  }
}
