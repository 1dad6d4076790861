package dev.corral.proxy.relay;

import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.trace.RequestSpan;

/// Who gets an answer, what was asked, the pace at which it may take it, and what is shown of it.
record Recipient(Caller caller, Ticket ticket, Meter meter, RelayConfig config, RequestSpan span) {

  boolean streaming() {
    return ticket.prompt().stream();
  }

  /// Says whose answer comes and how long it took so far, as long as that can still be said.
  void describe() {
    caller.describe(ticket.model().name(), meter.queueMs(), meter.ttftMs());
  }
}
