package dev.corral.proxy.endpoint;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The current snapshot, kept when the cluster's API is away: a warm request needs nothing else.
public final class EndpointTable {
  private final AtomicReference<Snapshot> current = new AtomicReference<>(Snapshot.EMPTY);
  private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean read;

  /// The models as last seen.
  public Snapshot snapshot() {
    return current.get();
  }

  /// Whether the cluster has been read at least once.
  public boolean isRead() {
    return read;
  }

  /// Is told after each change.
  public void onChange(Consumer<Snapshot> listener) {
    listeners.add(listener);
  }

  /// Replaces the snapshot; listeners hear of it only if it differs.
  public void publish(Snapshot next) {
    Snapshot before = current.getAndSet(next);
    read = true;
    if (!before.equals(next)) {
      listeners.forEach(listener -> listener.accept(next));
    }
  }
}
