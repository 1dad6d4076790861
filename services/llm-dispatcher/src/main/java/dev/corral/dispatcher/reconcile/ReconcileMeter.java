package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.plan.Action;
import dev.corral.dispatcher.record.Change;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Counts and times what reconciling does.
final class ReconcileMeter {
  private final MeterRegistry meters;

  ReconcileMeter(MeterRegistry meters) {
    this.meters = meters;
  }

  /// Starts the clock of one reconcile.
  Timer.Sample start() {
    return Timer.start(meters);
  }

  /// One reconcile ended; `result` is `steady`, `settled`, `over` or `error`.
  void ended(Timer.Sample sample, WorkloadKind kind, String result) {
    ended(sample, kind.wire(), result);
  }

  /// The same for what is not a workload.
  void ended(Timer.Sample sample, String kind, String result) {
    sample.stop(meters.timer("corral.reconcile", "kind", kind, "result", result));
  }

  void acted(Action action) {
    meters
        .counter("corral.reconcile.actions", "action", action.getClass().getSimpleName())
        .increment();
  }

  void retried(WorkloadKind kind) {
    meters.counter("corral.reconcile.retries", "kind", kind.wire()).increment();
  }

  void outdated() {
    meters.counter("corral.reconcile.outdated").increment();
  }

  /// How long a launch was in the phase that it leaves.
  private void phase(WorkloadRecord before, Change.Told told) {
    if (before.state() instanceof WorkloadState.Launching launch) {
      Timer.builder("corral.launch.phase")
          .publishPercentileHistogram()
          .minimumExpectedValue(Duration.ofMillis(100))
          .maximumExpectedValue(Duration.ofMinutes(30))
          .tag("phase", launch.phase().wire())
          .tag("engine", told.after().spec().family())
          .register(meters)
          .record(Duration.between(launch.phaseSince(), told.at()));
    }
  }

  void wrote(Change change) {
    if (change instanceof Change.Told told) {
      String from = told.before().map(b -> b.state().visible().wire()).orElse("none");
      WorkloadState to = told.after().state();
      meters.counter("corral.transitions", "from", from, "to", to.visible().wire()).increment();
      if (to instanceof WorkloadState.Launching && !"launching".equals(from)) {
        meters.counter("corral.wakes", "reason", told.reason().orElse("none")).increment();
      }
      told.before().ifPresent(before -> phase(before, told));
    }
  }
}
