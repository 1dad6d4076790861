package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.idle.IdleTimes;
import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.plan.LaunchBudgets;
import dev.corral.dispatcher.plan.Planner;
import dev.corral.dispatcher.plan.ScaleTimes;
import dev.corral.dispatcher.plan.UseRules;
import dev.corral.dispatcher.record.RecentRecords;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Model;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// One model, its cluster, its records, one proxy and a clock: everything around a [WorkloadLoop].
final class World {
  private static final SmallRyeConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withConverter(Duration.class, 200, new DurationConverter())
          .withMapping(LaunchBudgets.class)
          .withMapping(IdleTimes.class)
          .withMapping(ScaleTimes.class)
          .withSources(new PropertiesConfigSource(Map.of("corral.idle.min-up", "0s"), "test", 1))
          .build();

  final MutableClock clock = new MutableClock();
  final FakeCluster cluster;
  final MemoryRecords records = new MemoryRecords();
  boolean inUse;
  Optional<String> frozen = Optional.empty();
  boolean proxyAnswers = true;
  boolean routable;
  long requests;
  Optional<Instant> lastUsed = Optional.empty();

  World(String idleTimeout) {
    cluster = new FakeCluster(idleTimeout);
  }

  WorkloadLoop<Model> loop() {
    return loop(cluster, cluster, records);
  }

  WorkloadLoop<Model> loop(Workloads<Model> models, Cluster through, Records into) {
    return loop(models, through, into, new EngineHands.None());
  }

  WorkloadLoop<Model> loop(
      Workloads<Model> models, Cluster through, Records into, EngineHands engines) {
    var deciding =
        new WorkloadLoop.Deciding(
            planner(), this::activity, family -> PhaseHistory.empty(), () -> frozen, engines);
    return new WorkloadLoop<>(
        models,
        through,
        new RecentRecords(into, clock, new Leading()),
        deciding,
        clock,
        new ReconcileMeter(new SimpleMeterRegistry()));
  }

  /// Decides as the service does with its defaults.
  static Planner planner() {
    return new Planner(
        CONFIG.getConfigMapping(LaunchBudgets.class),
        new UseRules(CONFIG.getConfigMapping(IdleTimes.class)),
        CONFIG.getConfigMapping(ScaleTimes.class));
  }

  private ActivityReport activity() {
    return proxyAnswers
        ? new ActivityReport.Complete(
            clock.instant(),
            Map.of("tiny", new ActivityReport.Use(requests + (inUse ? 1 : 0), lastUsed)),
            routable ? Set.of("tiny") : Set.of())
        : new ActivityReport.Incomplete("it does not answer");
  }

  WorkloadState state() {
    return records.find(FakeCluster.UID).orElseThrow().state();
  }

  void wake() {
    cluster.annotate(Commands.WAKE, command().text());
  }

  void stop() {
    cluster.annotate(Commands.STOP, command().text());
  }

  /// Somebody says in a request how long it may stay unused.
  void retime() {
    cluster.annotate(Commands.IDLE_TIMEOUT, command().text());
  }

  private Commands.Command command() {
    var given = Commands.read(cluster.model.getMetadata().getAnnotations());
    return new Commands.Command(given.after(clock.instant()), "alice");
  }

  void delete() {
    cluster.annotate(Commands.DELETED_BY, "alice");
    cluster.model.getMetadata().setDeletionTimestamp(clock.instant().toString());
  }

  /// Reconciles, lets the kubelet and the clock go on, and again, until the condition holds.
  void until(WorkloadLoop<Model> loop, BooleanSupplier done) {
    for (int i = 0; i < 400 && !done.getAsBoolean(); i++) {
      step(loop);
    }
    if (!done.getAsBoolean()) {
      throw new AssertionError("does not converge; stays " + state());
    }
  }

  void step(WorkloadLoop<Model> loop) {
    if (loop.run("corral", "tiny") instanceof WorkloadLoop.Outcome.Over
        && cluster.model.getMetadata().getDeletionTimestamp() != null) {
      cluster.exists = false;
    }
    cluster.kubeletStep();
    clock.advance(Duration.ofMillis(500));
  }

  boolean settledAs(Class<? extends WorkloadState> type, int replicas) {
    return records.find(FakeCluster.UID).map(r -> type.isInstance(r.state())).orElse(false)
        && cluster.replicas() == replicas;
  }
}
