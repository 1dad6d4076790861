package dev.corral.dispatcher.kill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// Raises, arms and reads the switch.
public final class KillSwitch {
  private static final Duration REMEMBERED = Duration.ofSeconds(1);
  private static final int MOST_TRIES = 20;

  private final KillStore store;
  private final Clock clock;
  private final ReentrantLock reading = new ReentrantLock();
  private KillState last = KillState.armed();
  private Instant readAgain = Instant.MIN;

  public KillSwitch(KillStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// The switch now.
  public KillState read() {
    return remember(store.read());
  }

  /// Why nothing may be launched, at most a second old. What it lets pass is checked once more in
  /// the transaction that starts the launch. When the switch cannot be read this fails, and so does
  /// the launch.
  public Optional<String> refusal() {
    reading.lock();
    try {
      if (!clock.instant().isBefore(readAgain)) {
        remember(store.read());
      }
      return last.refusal();
    } finally {
      reading.unlock();
    }
  }

  /// Kills, or finds it killed.
  public KillState raise(String by, String why) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      KillState read = store.read();
      KillState next = read.raise(clock.instant(), by, why);
      // Written even if nothing changes: whoever armed it since then does not win.
      if (store.write(read, next)) {
        return remember(next);
      }
    }
    throw new IllegalStateException("the kill switch keeps changing");
  }

  /// Kills once for this key; what was armed again by a person since is left alone.
  public KillState raiseOnce(String by, String why, KillStore.OnceKey key) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      KillState read = store.read();
      KillState next = read.raise(clock.instant(), by, why);
      switch (store.writeOnce(read, next, key)) {
        case WRITTEN -> {
          return remember(next);
        }
        case DONE_BEFORE -> {
          return remember(store.read());
        }
        case CHANGED -> {}
      }
    }
    throw new IllegalStateException("the kill switch keeps changing");
  }

  /// Arms again. The caller makes sure that a person wants it.
  public KillState rearm(String by) {
    return change(state -> state.rearm(clock.instant(), by));
  }

  /// Notes that nothing is left, if that is still about this generation.
  public KillState verified(long generation) {
    return change(
        state -> state.generation() == generation ? state.verified(clock.instant()) : state);
  }

  private KillState change(UnaryOperator<KillState> step) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      KillState read = store.read();
      KillState next = step.apply(read);
      if (next.equals(read) || store.write(read, next)) {
        return remember(next);
      }
    }
    throw new IllegalStateException("the kill switch keeps changing");
  }

  private KillState remember(KillState state) {
    reading.lock();
    try {
      last = state;
      readAgain = clock.instant().plus(REMEMBERED);
      return state;
    } finally {
      reading.unlock();
    }
  }
}
