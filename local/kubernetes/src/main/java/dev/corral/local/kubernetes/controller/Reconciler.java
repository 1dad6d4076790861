package dev.corral.local.kubernetes.controller;

import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoreEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// Makes the world of one object what the object asks for, whatever happened before.
public interface Reconciler {
  /// The objects to look at again after a change; runs under the store's lock and must be quick.
  Collection<ObjectKey> affectedBy(StoreEvent event);

  /// Looks at an object (that may be gone); answers when to look again by itself.
  Optional<Duration> reconcile(ObjectKey key);
}
