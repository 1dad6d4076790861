package dev.corral.proxy.limit;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Counts in this process alone. Who has used nothing for longest is forgotten when there are too
/// many; requests in progress never are.
public final class MemoryStore implements LimitStore {
  /// Most subjects that are remembered.
  public static final int MOST_SUBJECTS = 50_000;

  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);
  private static final long STREAM_WAIT_MILLIS = 1000;

  private record Key(String subject, Unit unit) {}

  private final LongSupplier millis;
  private final Map<String, Long> streams = new HashMap<>();
  private final Map<Key, SlidingWindow> windows =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SlidingWindow> eldest) {
          return size() > MOST_SUBJECTS;
        }
      };

  /// @param millis a clock that does not run backwards
  public MemoryStore(LongSupplier millis) {
    this.millis = millis;
  }

  @Override
  public CompletionStage<Entry> take(String lease, List<Claim> claims) {
    return CompletableFuture.completedFuture(take(claims));
  }

  private synchronized Entry take(List<Claim> claims) {
    long now = millis.getAsLong();
    Entry.@Nullable Refused worst = null;
    for (Claim claim : claims) {
      long wait = waitMillis(claim, now);
      if (wait > 0 && (worst == null || wait > worst.waitMillis())) {
        worst = new Entry.Refused(claim, wait);
      }
    }
    if (worst != null) {
      return worst;
    }
    return new Entry.Granted(
        SlidingWindow.second(now), claims.stream().map(claim -> grant(claim, now)).toList());
  }

  private long waitMillis(Claim claim, long now) {
    if (claim.unit() == Unit.STREAMS) {
      return streams.getOrDefault(claim.subject(), 0L) < claim.limit() ? 0 : STREAM_WAIT_MILLIS;
    }
    return window(claim).waitMillis(now, claim.limit(), claim.amount());
  }

  private Entry.Standing grant(Claim claim, long now) {
    if (claim.unit() == Unit.STREAMS) {
      long count = streams.merge(claim.subject(), 1L, Long::sum);
      return new Entry.Standing(claim, claim.limit() - count, 0);
    }
    SlidingWindow window = window(claim);
    window.take(now, claim.amount());
    long left = Math.max(0, claim.limit() - window.used(now));
    return new Entry.Standing(claim, left, window.resetMillis(now));
  }

  private SlidingWindow window(Claim claim) {
    return windows.computeIfAbsent(
        new Key(claim.subject(), claim.unit()), key -> new SlidingWindow());
  }

  @Override
  public synchronized CompletionStage<Void> settle(
      String lease, List<Claim> claims, long second, long tokens) {
    for (Claim claim : claims) {
      switch (claim.unit()) {
        case STREAMS -> leave(claim.subject());
        case TOKENS -> window(claim).correct(second, tokens - claim.amount());
        case REQUESTS -> {}
      }
    }
    return DONE;
  }

  @Override
  public synchronized CompletionStage<Void> undo(String lease, List<Claim> claims, long second) {
    for (Claim claim : claims) {
      if (claim.unit() == Unit.STREAMS) {
        leave(claim.subject());
      } else {
        window(claim).correct(second, -claim.amount());
      }
    }
    return DONE;
  }

  private void leave(String subject) {
    streams.computeIfPresent(subject, (key, count) -> count > 1 ? count - 1 : null);
  }

  @Override
  public CompletionStage<Void> renew(Collection<Held> running) {
    return DONE; // what runs here is known here
  }
}
