package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.ModelEntry;
import java.util.Optional;
import java.util.function.Supplier;

/// To a model that runs elsewhere: there is one place to send to, while its route is active.
final class RouteWay implements Way {
  private final Lanes lanes;
  private final String model;
  private final Supplier<Attempt> attempts;
  private boolean tried;

  RouteWay(Lanes lanes, String model, Supplier<Attempt> attempts) {
    this.lanes = lanes;
    this.model = model;
    this.attempts = attempts;
  }

  @Override
  public boolean open() {
    return lanes.table().snapshot().find(model).filter(ModelEntry::ready).isPresent();
  }

  @Override
  public Optional<Attempt> attempt() {
    if (tried || !open()) {
      return Optional.empty();
    }
    tried = true;
    return Optional.of(attempts.get());
  }

  @Override
  public void forgive() {
    tried = false;
  }
}
