package dev.corral.proxy.wake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The callers that wait for one model: bounded in all and per principal, and let out in turns, so
/// that one principal with many requests does not go before everybody else.
final class WaitingRoom {
  private static final Deque<Waiter> NONE = new ArrayDeque<>();

  private final int seats;
  private final int seatsPerPrincipal;
  private final Map<String, Deque<Waiter>> byPrincipal = new LinkedHashMap<>();
  private int seated;

  WaitingRoom(int seats, int seatsPerPrincipal) {
    this.seats = seats;
    this.seatsPerPrincipal = seatsPerPrincipal;
  }

  /// A seat, or nothing when the room is full.
  Optional<Waiter> enter(String principal) {
    int own = byPrincipal.getOrDefault(principal, new ArrayDeque<>()).size();
    if (seated >= seats || own >= seatsPerPrincipal) {
      return Optional.empty();
    }
    Waiter waiter = new Waiter(principal);
    byPrincipal.computeIfAbsent(principal, key -> new ArrayDeque<>()).add(waiter);
    seated++;
    return Optional.of(waiter);
  }

  /// Who has to give way to `principal` in a full room: the newest of those who have most, if they
  /// have more even then. So nobody can keep the others out by coming first with many.
  Optional<Waiter> giveWay(String principal) {
    int own = byPrincipal.getOrDefault(principal, NONE).size();
    Optional<Waiter> newest =
        byPrincipal.values().stream()
            .filter(queue -> seated >= seats && queue.size() > own + 1)
            .max(Comparator.comparingInt(Deque::size))
            .map(Deque::getLast);
    newest.ifPresent(this::leave);
    return newest;
  }

  /// Gives a seat up.
  void leave(Waiter waiter) {
    Deque<Waiter> own = byPrincipal.get(waiter.principal());
    if (own != null && own.remove(waiter)) {
      seated--;
      if (own.isEmpty()) {
        byPrincipal.remove(waiter.principal());
      }
    }
  }

  /// Which one this waiter would be if everybody were let out now; 1 is the first.
  int position(Waiter waiter) {
    Deque<Waiter> own = byPrincipal.getOrDefault(waiter.principal(), NONE);
    int rounds = new ArrayList<>(own).indexOf(waiter);
    int before = 1;
    boolean earlier = true;
    for (Map.Entry<String, Deque<Waiter>> other : byPrincipal.entrySet()) {
      if (other.getKey().equals(waiter.principal())) {
        earlier = false;
        before += Math.max(0, rounds);
      } else {
        before += Math.min(other.getValue().size(), Math.max(0, rounds) + (earlier ? 1 : 0));
      }
    }
    return before;
  }

  /// Empties the room: one of each principal in turns.
  List<Waiter> letOut() {
    List<Waiter> order = new ArrayList<>(seated);
    while (!byPrincipal.isEmpty()) {
      Collection<Deque<Waiter>> queues = byPrincipal.values();
      queues.forEach(queue -> order.add(queue.removeFirst()));
      queues.removeIf(Deque::isEmpty);
    }
    seated = 0;
    return order;
  }

  /// Those of one principal.
  List<Waiter> letOut(String principal) {
    List<Waiter> own = List.copyOf(Objects.requireNonNullElse(byPrincipal.remove(principal), NONE));
    seated -= own.size();
    return own;
  }

  /// Who has waited longest.
  Optional<String> first() {
    return byPrincipal.keySet().stream().findFirst();
  }

  boolean isEmpty() {
    return seated == 0;
  }
}
