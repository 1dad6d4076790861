package dev.corral.proxy.limit;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Counts here and in a store that all replicas share. Each replica alone keeps to the limit by its
/// own count in any case; so while the shared store is away, all together admit at most the limit
/// times the number of replicas, in every minute, those around the outage included. A store that is
/// away is asked again after a moment, and no request waits for it meanwhile.
public final class SharedStore implements LimitStore {
  private static final Logger LOG = Logger.getLogger(SharedStore.class);
  private static final long REST_NANOS = 1_000_000_000L;
  private static final int RENEWED_AT_ONCE = 500;

  /// Whether the shared store answers.
  public enum State {
    SHARED,
    FALLBACK
  }

  private record Running(List<Claim> claims, long sharedSecond) {}

  private final MemoryStore own;
  private final LimitStore shared;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<String, Running> running = new ConcurrentHashMap<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.SHARED);
  private volatile long restUntil;

  /// @param nanos a monotonic clock
  public SharedStore(MemoryStore own, LimitStore shared, LongSupplier nanos) {
    this.own = own;
    this.shared = shared;
    this.nanos = nanos;
    this.restUntil = nanos.getAsLong();
  }

  /// How things are.
  public State state() {
    return state.get();
  }

  @Override
  public CompletionStage<Entry> take(String lease, List<Claim> claims) {
    return own.take(lease, claims)
        .thenCompose(here ->
            switch (here) {
              case Entry.Refused refused -> CompletableFuture.completedFuture(refused);
              case Entry.Granted granted -> everywhere(lease, claims, granted);
            });
  }

  private CompletionStage<Entry> everywhere(String lease, List<Claim> claims, Entry.Granted here) {
    if (resting()) {
      running.put(lease, new Running(claims, -1));
      return CompletableFuture.completedFuture(here);
    }
    return shared
        .take(lease, claims)
        .handle((there, failure) -> {
          if (failure != null) {
            away(failure);
            running.put(lease, new Running(claims, -1));
            return here;
          }
          back();
          switch (there) {
            case Entry.Granted granted -> running.put(lease, new Running(claims, granted.second()));
            case Entry.Refused refused -> own.undo(lease, claims, here.second());
          }
          // Times are told by the shared clock, corrections here are made by our own.
          return there instanceof Entry.Granted granted
              ? new Entry.Granted(here.second(), granted.standings())
              : there;
        });
  }

  private boolean resting() {
    return state.get() == State.FALLBACK && restUntil - nanos.getAsLong() > 0;
  }

  private void away(Throwable failure) {
    restUntil = nanos.getAsLong() + REST_NANOS;
    if (state.getAndSet(State.FALLBACK) == State.SHARED) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      LOG.warnf(
          "the shared store of limits is away (%s): each replica counts alone",
          cause.getClass().getSimpleName());
    }
  }

  private void back() {
    if (state.getAndSet(State.SHARED) == State.FALLBACK) {
      LOG.info("the shared store of limits is back");
      renewAll();
    }
  }

  @Override
  public CompletionStage<Void> settle(String lease, List<Claim> claims, long second, long tokens) {
    own.settle(lease, claims, second, tokens);
    Running before = running.remove(lease);
    if (before != null && !resting()) {
      return shared
          .settle(lease, claims, before.sharedSecond(), tokens)
          .exceptionally(lost -> null);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> undo(String lease, List<Claim> claims, long second) {
    own.undo(lease, claims, second);
    Running before = running.remove(lease);
    if (before != null && !resting()) {
      return shared.undo(lease, claims, before.sharedSecond()).exceptionally(lost -> null);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> renew(Collection<Held> held) {
    return shared.renew(held);
  }

  /// Holds on to the streams of all that runs; to be called more often than leases expire. It also
  /// finds out whether the store is back when no request asks.
  public void renewAll() {
    List<Held> all =
        running.entrySet().stream()
            .map(entry -> new Held(entry.getKey(), entry.getValue().claims()))
            .toList();
    if (all.isEmpty() && state() == State.SHARED) {
      return;
    }
    int from = 0;
    do {
      shared
          .renew(all.subList(from, Math.min(all.size(), from + RENEWED_AT_ONCE)))
          .whenComplete(this::heard);
      from += RENEWED_AT_ONCE;
    } while (from < all.size());
  }

  private void heard(@Nullable Void done, @Nullable Throwable failure) {
    if (failure != null) {
      away(failure);
    } else {
      back();
    }
  }
}
