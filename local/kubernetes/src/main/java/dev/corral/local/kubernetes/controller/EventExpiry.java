package dev.corral.local.kubernetes.controller;

import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.ObjectStore;
import dev.corral.local.kubernetes.store.StoreEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Forgets Events after an hour.
public final class EventExpiry implements Reconciler {
  private static final Duration KEPT = Duration.ofHours(1);

  private final ObjectStore store;
  private final Clock clock;

  public EventExpiry(ObjectStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Collection<ObjectKey> affectedBy(StoreEvent event) {
    boolean added =
        event instanceof StoreEvent.Added && event.object().key().resource().equals("/events");
    return added ? List.of(event.object().key()) : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    return store
        .get(key)
        .map(event -> Instant.parse(event.at("metadata", "creationTimestamp").asText()).plus(KEPT))
        .map(end -> Duration.between(clock.instant(), end))
        .filter(left -> {
          boolean waits = left.isPositive();
          if (!waits) {
            store.remove(key);
          }
          return waits;
        });
  }
}
