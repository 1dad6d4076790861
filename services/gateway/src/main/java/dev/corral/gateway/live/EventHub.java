package dev.corral.gateway.live;

import dev.corral.gateway.live.Signal.Change;
import dev.corral.gateway.model.ModelAccess;
import dev.corral.gateway.session.Caller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands each change to the listeners that may see it, and keeps the latest ones for those that
/// come back.
///
/// Ids are ULIDs: their order as text is their order in time. Everything newer than `since` has
/// been kept.
public final class EventHub {
  /// A listener that can be told to stop.
  public interface Subscription {
    void cancel();
  }

  private record Listener(Caller caller, Consumer<Signal> sink) {
    void offer(Change change) {
      if (ModelAccess.maySee(caller, change.owner(), change.sharedWith())) {
        sink.accept(change);
      }
    }
  }

  private final int keep;
  private final Deque<Change> kept = new ArrayDeque<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private String since;
  private String newest;

  /// A hub that knows nothing older than `since`.
  public EventHub(int keep, String since) {
    this.keep = keep;
    this.since = since;
    this.newest = since;
  }

  /// Takes a change; one that was seen already is dropped.
  public synchronized void publish(Change change) {
    if (change.id().compareTo(newest) <= 0) {
      return;
    }
    newest = change.id();
    kept.addLast(change);
    if (kept.size() > keep) {
      since = kept.removeFirst().id();
    }
    listeners.forEach(l -> l.offer(change));
  }

  public void heartbeat() {
    listeners.forEach(l -> l.sink.accept(new Signal.Heartbeat()));
  }

  /// Starts to listen: first what came after `last`, or a reset if that is not known any more, then
  /// what happens.
  public synchronized Subscription listen(
      Caller caller, @Nullable String last, Consumer<Signal> sink) {
    Listener listener = new Listener(caller, sink);
    if (last != null) {
      replay(listener, last);
    }
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public int listeners() {
    return listeners.size();
  }

  public long listeners(String principal) {
    return listeners.stream().filter(l -> l.caller.id().equals(principal)).count();
  }

  /// Where to go on after a break.
  public synchronized String newest() {
    return newest;
  }

  private void replay(Listener listener, String last) {
    if (last.compareTo(since) < 0) {
      listener.sink.accept(new Signal.Reset());
      return;
    }
    kept.stream().filter(c -> c.id().compareTo(last) > 0).forEach(listener::offer);
  }
}
