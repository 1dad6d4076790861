package dev.corral.dispatcher.lifecycle;

import java.time.Instant;
import java.util.List;

/// Where a model is in its life. Each state carries only its own data, and only its legal moves.
public sealed interface WorkloadState {
  /// When the model came into this state.
  Instant since();

  /// The state that a person sees.
  Visible visible();

  /// The six states that people, events and counts know.
  enum Visible {
    LAUNCHING,
    ACTIVE,
    IDLE,
    TERMINATING,
    TERMINATED,
    FAILED;

    /// The name used in JSON and in the status.
    public String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// A state that can still be given up for good.
  sealed interface Living extends WorkloadState {
    /// Starts the deletion of `removing`.
    default Terminating terminate(Instant now, String by, List<String> removing) {
      return new Terminating(now, by, List.copyOf(removing));
    }
  }

  /// A state in which the model holds, or is about to hold, compute.
  sealed interface Warm extends Living {
    /// Gives the compute back now.
    default Idle idle(Instant now) {
      return new Idle(now);
    }
  }

  /// A state without compute, from which somebody may want it.
  sealed interface Cold extends Living {
    /// It was wanted, and must not start.
    default Failed refuse(Failure why, Instant now) {
      return new Failed(now, why);
    }
  }

  /// A state with replicas that answer.
  sealed interface Serving extends Warm {
    /// The last replica stopped answering: the model starts again.
    default Launching lose(Instant now, String by) {
      return Launching.begin(now, by);
    }

    @Override
    default Visible visible() {
      return Visible.ACTIVE;
    }
  }

  /// Replicas are wanted and none has answered yet.
  record Launching(Instant since, Phase phase, Instant phaseSince, String by) implements Warm {
    /// A launch at its first phase.
    public static Launching begin(Instant now, String by) {
      return new Launching(now, Phase.WAITING_CAPACITY, now, by);
    }

    /// The same launch in another phase.
    public Launching enter(Phase next, Instant now) {
      return new Launching(since, next, now, by);
    }

    /// The first replica answers.
    public Active ready(Instant now) {
      return new Active(now);
    }

    /// The launch cannot succeed.
    public Failed fail(Failure failure, Instant now) {
      return new Failed(now, failure);
    }

    @Override
    public Visible visible() {
      return Visible.LAUNCHING;
    }
  }

  /// At least one replica answers.
  record Active(Instant since) implements Serving {
    /// Nobody seems to use the model: the first half of going idle.
    public Draining drain(Instant now, Instant lastUsed) {
      return new Draining(since, now, lastUsed);
    }
  }

  /// Active, and about to go idle unless somebody turns out to use it.
  record Draining(Instant since, Instant markedAt, Instant lastUsed) implements Serving {
    /// Somebody uses the model after all.
    public Active keep() {
      return new Active(since);
    }
  }

  /// No replicas; the definition is kept and the next request wakes it.
  record Idle(Instant since) implements Cold {
    /// Somebody wants the model.
    public Launching wake(Instant now, String by) {
      return Launching.begin(now, by);
    }

    @Override
    public Visible visible() {
      return Visible.IDLE;
    }
  }

  /// The last launch could not succeed; no replicas.
  record Failed(Instant since, Failure failure) implements Cold {
    /// Tries again.
    public Launching retry(Instant now, String by) {
      return Launching.begin(now, by);
    }

    /// Puts the failure away without trying again.
    public Idle dismiss(Instant now) {
      return new Idle(now);
    }

    @Override
    public Visible visible() {
      return Visible.FAILED;
    }
  }

  /// Everything the model had in the cluster is being deleted.
  record Terminating(Instant since, String by, List<String> removing) implements WorkloadState {
    /// Everything is verified gone.
    public Terminated done(Receipt receipt) {
      return new Terminated(receipt.terminatedAt(), receipt);
    }

    @Override
    public Visible visible() {
      return Visible.TERMINATING;
    }
  }

  /// The end: only the record and its receipt are left.
  record Terminated(Instant since, Receipt receipt) implements WorkloadState {
    @Override
    public Visible visible() {
      return Visible.TERMINATED;
    }
  }
}
