package dev.corral.proxy.relay;

import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.tally.Tally;
import dev.corral.proxy.wake.Waiter;
import dev.corral.proxy.wake.WakeDesk;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// An exchange's place among those that wait for its model, and the account of the wait.
final class Seat {
  private final WakeDesk desk;
  private final Ticket ticket;
  private final Meter meter;
  private final Tally.Account account;
  private Optional<Waiter> waiter = Optional.empty();
  private long since;

  Seat(WakeDesk desk, Ticket ticket, Meter meter, Tally.Account account) {
    this.desk = desk;
    this.ticket = ticket;
    this.meter = meter;
    this.account = account;
  }

  /// Waits from now on, or throws the problem why it cannot.
  CompletionStage<Void> take() {
    since = meter.nanos();
    meter.waiting();
    Waiter taken = desk.join(ticket.model().name(), ticket.principal().id());
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
      desk.leave(ticket.model().name(), taken);
    });
  }

  Loading loading() {
    String model = ticket.model().name();
    return waiter.map(taken -> desk.loading(model, taken)).orElseGet(() -> desk.loading(model));
  }
}
