package dev.corral.dispatcher.adapter;

import dev.corral.dispatcher.adapter.AdapterSight.OnReplica;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Asks the engines which adapters they have and changes it, all replicas of a model at once. It
/// remembers per running engine what it said and what went wrong: an engine that is silent for a
/// moment still has what it had, one that was started again has nothing.
public final class AdapterDesk {
  private static final int MOST_MODELS = 2048;

  private final EngineDoor door;
  private final AdapterTimes times;
  private final Clock clock;
  private final ExecutorService threads;
  private final Map<String, Map<Replica, EngineMemory>> models = new LinkedHashMap<>();

  public AdapterDesk(EngineDoor door, AdapterTimes times, Clock clock, ExecutorService threads) {
    this.door = door;
    this.times = times;
    this.clock = clock;
    this.threads = threads;
  }

  /// What these replicas of a model have.
  ///
  /// @param model the uid of its resource
  public AdapterSight.Seen look(String model, List<Replica> replicas) {
    Map<Replica, EngineMemory> memories = memories(model, replicas);
    var calls = new ArrayList<Callable<OnReplica>>();
    memories.forEach((replica, memory) -> calls.add(() -> look(model, replica, memory)));
    return new AdapterSight.Seen(all(calls));
  }

  /// Carries the steps out; how they went is in the next look.
  public void carryOut(String model, List<AdapterStep> steps) {
    Instant until = clock.instant().plus(times.load());
    var byReplica = new LinkedHashMap<Replica, List<AdapterStep>>();
    steps.forEach(
        step -> byReplica.computeIfAbsent(step.replica(), r -> new ArrayList<>()).add(step));
    Map<Replica, EngineMemory> memories = remembered(model);
    var calls = new ArrayList<Callable<Boolean>>();
    byReplica.forEach((replica, own) -> {
      EngineMemory memory = memories.get(replica);
      if (memory != null) {
        calls.add(() -> carryOut(model, memory, own, until));
      }
    });
    all(calls);
  }

  private OnReplica look(String model, Replica replica, EngineMemory memory)
      throws InterruptedException {
    Instant now = clock.instant();
    if (memory.isFresh(now)) {
      return memory.sight(replica);
    }
    if (replica.address().isEmpty()) {
      memory.silent("The pod " + replica.pod() + " does not say where it answers.");
      return memory.sight(replica);
    }
    try {
      memory.heard(door.loaded(replica.address().get(), model), now.plus(times.look()));
    } catch (IOException e) {
      memory.silent(
          "The engine in pod " + replica.pod() + " does not say what it has: it " + e.getMessage());
    }
    return memory.sight(replica);
  }

  private boolean carryOut(
      String model, EngineMemory memory, List<AdapterStep> steps, Instant until)
      throws InterruptedException {
    for (AdapterStep step : steps) {
      if (!clock.instant().isBefore(until)) {
        return false;
      }
      carryOut(model, memory, step);
    }
    return true;
  }

  private void carryOut(String model, EngineMemory memory, AdapterStep step)
      throws InterruptedException {
    Optional<String> failure = failure(model, step);
    memory.doubt();
    if (failure.isEmpty()) {
      memory.succeeded(step.adapter());
    } else {
      memory.failed(step.adapter(), failure.get(), clock.instant(), times);
    }
  }

  private Optional<String> failure(String model, AdapterStep step) throws InterruptedException {
    var engine = step.replica().address().orElseThrow();
    String name = step.adapter();
    try {
      EngineDoor.Answer answer =
          switch (step) {
            case AdapterStep.Load load -> door.load(engine, model, name);
            case AdapterStep.Unload unload -> door.unload(engine, model, name);
          };
      if (answer instanceof EngineDoor.Failed failed) {
        return Optional.of(failed.message());
      }
      boolean there = door.loaded(engine, model).contains(name);
      return there == step instanceof AdapterStep.Load
          ? Optional.empty()
          : Optional.of("The engine says that it is done, but its list of models says otherwise.");
    } catch (IOException e) {
      return Optional.of("The engine " + e.getMessage() + ".");
    }
  }

  /// What is remembered of these replicas; of others nothing is kept.
  private synchronized Map<Replica, EngineMemory> memories(String model, List<Replica> replicas) {
    var before = models.remove(model);
    var now = new LinkedHashMap<Replica, EngineMemory>();
    for (Replica replica : replicas) {
      EngineMemory known = before == null ? null : before.get(replica);
      now.put(replica, known == null ? new EngineMemory() : known);
    }
    models.put(model, now);
    if (models.size() > MOST_MODELS) {
      models.remove(models.keySet().iterator().next());
    }
    return now;
  }

  private synchronized Map<Replica, EngineMemory> remembered(String model) {
    return models.getOrDefault(model, new LinkedHashMap<>());
  }

  private <T> List<T> all(List<Callable<T>> calls) {
    try {
      var results = new ArrayList<T>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.resultNow());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking engines", e);
    }
  }
}
