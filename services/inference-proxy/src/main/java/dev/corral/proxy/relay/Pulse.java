package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.tally.Meter;
import java.time.Duration;
import java.util.Optional;

/// Signs of life in a stream that has nothing else to say yet.
final class Pulse {
  private final Caller caller;
  private final Meter meter;
  private final Duration pause;
  private final boolean wakeText;
  private long lastBeat;

  Pulse(Caller caller, Meter meter, Duration pause, boolean wakeText) {
    this.caller = caller;
    this.meter = meter;
    this.pause = pause;
    this.wakeText = wakeText;
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
      caller.send(beating(waking));
    }
  }

  private byte[] beating(Optional<Loading> waking) {
    Voice voice = caller.voice();
    return waking
        .filter(loading -> wakeText)
        .map(loading -> voice.wakeText(caller.prompt(), loading, meter.now()))
        .orElseGet(() -> voice.heartbeat(caller.prompt(), waking, meter.now()));
  }
}
