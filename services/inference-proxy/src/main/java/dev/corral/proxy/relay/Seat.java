package dev.corral.proxy.relay;

import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.tally.Tally;
import dev.corral.proxy.wake.Waiter;
import dev.corral.proxy.wake.WakeDesk;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// A request's place among those that wait for its model, and the account of the wait.
final class Seat {
  private final WakeDesk desk;
  private final Place place;
  private final Meter meter;
  private final Tally.Account account;
  private Optional<Waiter> waiter = Optional.empty();
  private long since;

  /// Who waits for what.
  record Place(String model, String principal) {
    static Place of(Ticket ticket) {
      return new Place(ticket.model().name(), ticket.principal().id());
    }
  }

  Seat(WakeDesk desk, Place place, Meter meter, Tally.Account account) {
    this.desk = desk;
    this.place = place;
    this.meter = meter;
    this.account = account;
  }

  /// Waits from now on, or throws the problem why it cannot.
  CompletionStage<Void> take() {
    since = meter.nanos();
    meter.waiting();
    Waiter taken = desk.join(place.model(), place.principal());
    waiter = Optional.of(taken);
    account.waiting();
    return taken.outcome();
  }

  /// Waits no longer, if it did.
  void leave() {
    waiter.ifPresent(taken -> {
      waiter = Optional.empty();
      meter.waited(since);
      account.waited();
      desk.leave(place.model(), taken);
    });
  }

  Loading loading() {
    String model = place.model();
    return waiter.map(taken -> desk.loading(model, taken)).orElseGet(() -> desk.loading(model));
  }
}
