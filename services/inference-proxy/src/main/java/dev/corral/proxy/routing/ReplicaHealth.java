package dev.corral.proxy.routing;

import dev.corral.proxy.endpoint.Replica;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// What requests themselves tell of replicas: one that fails several times in a row before its
/// first byte is left alone for a while, longer each time, until one request has shown that it
/// works. Never more than half of a model's replicas, and none when all would be.
public final class ReplicaHealth {

  /// When and for how long.
  ///
  /// @param failures in a row
  /// @param first how long the first time; doubles
  /// @param longest how long at most
  public record Rule(int failures, Duration first, Duration longest) {
    long pauseNanos(int times) {
      Duration doubled = first.multipliedBy(1L << Math.min(times, 20));
      return (doubled.compareTo(longest) > 0 ? longest : doubled).toNanos();
    }
  }

  private record State(int failures, int ejections, long until, boolean probing) {
    static final State FINE = new State(0, 0, 0, false);

    boolean ejected() {
      return ejections > 0;
    }

    State again() {
      return new State(failures + 1, ejections, until, false);
    }

    State out(long until) {
      return new State(failures, ejections + 1, until, false);
    }

    State probing(boolean now) {
      return new State(failures, ejections, until, now);
    }
  }

  private final Rule rule;
  private final LongSupplier nanos;
  private final Runnable ejection;
  private final ConcurrentHashMap<Replica, State> states = new ConcurrentHashMap<>();

  /// @param nanos a monotonic clock
  /// @param ejection hears of each time that a replica is left alone
  public ReplicaHealth(Rule rule, LongSupplier nanos, Runnable ejection) {
    this.rule = rule;
    this.nanos = nanos;
    this.ejection = ejection;
  }

  /// Those of `ready` that get no request now.
  public Set<Replica> avoided(List<Replica> ready) {
    if (states.isEmpty()) {
      return Set.of();
    }
    long now = nanos.getAsLong();
    Set<Replica> out =
        ready.stream().filter(replica -> resting(replica, now)).collect(Collectors.toSet());
    return out.size() == Set.copyOf(ready).size() ? Set.of() : out;
  }

  private boolean resting(Replica replica, long now) {
    State state = states.getOrDefault(replica, State.FINE);
    return state.ejected() && (state.probing() || state.until() - now > 0);
  }

  /// A request goes to it; if it was left alone until now, this one is to show whether it works.
  public void calling(Replica replica) {
    states.computeIfPresent(
        replica,
        (key, state) ->
            state.ejected() && state.until() - nanos.getAsLong() <= 0
                ? state.probing(true)
                : state);
  }

  /// It has sent the first byte of an answer, or a refusal of its own.
  public void worked(Replica replica) {
    states.remove(replica);
  }

  /// The request is over, and says nothing about the replica.
  public void released(Replica replica) {
    states.computeIfPresent(replica, (key, state) -> state.probing(false));
  }

  /// It could not be reached, was not there, or said nothing in time.
  ///
  /// @param peers all ready replicas of its model
  public synchronized void failed(Replica replica, List<Replica> peers) {
    State before = states.getOrDefault(replica, State.FINE);
    if (before.ejected() && !before.probing()) {
      return; // it is left alone already; this one was on its way before
    }
    State now = before.again();
    if (before.ejected() || (now.failures() >= rule.failures() && mayGo(replica, peers))) {
      now = now.out(nanos.getAsLong() + rule.pauseNanos(before.ejections()));
      ejection.run();
    }
    states.put(replica, now);
  }

  private boolean mayGo(Replica replica, List<Replica> peers) {
    Set<Replica> others = Set.copyOf(peers);
    long out =
        others.stream()
            .filter(peer -> !peer.equals(replica))
            .filter(peer -> states.getOrDefault(peer, State.FINE).ejected())
            .count();
    return (out + 1) * 2 <= others.size();
  }

  /// Forgets the replicas that are not among these: their addresses may come back as others.
  public void keep(Set<Replica> known) {
    states.keySet().retainAll(known);
  }
}
