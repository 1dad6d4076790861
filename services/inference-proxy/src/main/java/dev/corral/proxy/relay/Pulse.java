package dev.corral.proxy.relay;

import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.tally.Meter;
import java.time.Duration;
import java.util.Optional;

/// Signs of life in a stream that has nothing else to say yet.
final class Pulse {
  private final Caller caller;
  private final Meter meter;
  private final Duration pause;
  private long lastBeat;

  Pulse(Caller caller, Meter meter, Duration pause) {
    this.caller = caller;
    this.meter = meter;
    this.pause = pause;
    this.lastBeat = meter.nanos();
  }

  void beatWhenDue(Optional<Loading> waking) {
    if (caller.prompt().stream() && meter.nanos() - lastBeat >= pause.toNanos()) {
      beat(waking);
    }
  }

  void beat(Optional<Loading> waking) {
    lastBeat = meter.nanos();
    if (!caller.full()) {
      caller.send(caller.voice().heartbeat(caller.prompt(), waking, meter.now()));
    }
  }
}
