package dev.corral.proxy.relay;

import java.util.Optional;

/// How one exchange gets to its model: attempt by attempt.
interface Way {

  /// Whether there is somewhere to send the request to.
  boolean open();

  /// The next try, which does not go where one has failed; empty when there is nowhere to go.
  Optional<Attempt> attempt();

  /// Those that failed may be tried again.
  void forgive();
}
