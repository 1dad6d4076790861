package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.Replica;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// To the ready replicas of a model in the cluster.
final class PodWay implements Way {
  private final Relay relay;
  private final Recipient to;
  private final Set<Replica> tried = new HashSet<>();

  PodWay(Relay relay, Recipient to) {
    this.relay = relay;
    this.to = to;
  }

  @Override
  public boolean open() {
    return relay.lanes().open(to.ticket().model().name(), tried);
  }

  @Override
  public Optional<Attempt> attempt() {
    return relay
        .lanes()
        .pick(to.ticket(), tried)
        .map(replica -> {
          tried.add(replica); // there is no second attempt unless this one fails
          return new HttpAttempt(to, relay, relay.to(replica, Wanted.of(to)));
        });
  }

  @Override
  public void forgive() {
    tried.clear();
  }
}
