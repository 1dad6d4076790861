package dev.corral.dispatcher.lead;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// One replica's side of the election. It takes a lease over only after having seen it unchanged
/// for its whole duration by its own monotonic clock, and leads only until its own renew deadline,
/// counted from before the renewal was sent. Clocks of other machines, and our own wall clock,
/// decide nothing.
public final class Election implements Leadership {
  private static final Logger LOG = Logger.getLogger(Election.class);
  private static final Duration LONGEST_DURATION = Duration.ofMinutes(5);

  private final Leases leases;
  private final Fence fence;
  private final String identity;
  private final ElectionTimes times;
  private final Clocks clocks;
  private String seenVersion = "";
  private long seenSince;
  private volatile Term term;
  private volatile boolean looked;

  /// The monotonic clock that decides, and the wall clock that people read in the lease.
  public record Clocks(LongSupplier nanos, Clock wall) {}

  private record Term(long generation, boolean held, long until) {}

  public Election(Leases leases, Fence fence, String identity, ElectionTimes times, Clocks clocks) {
    if (times.retry().compareTo(times.renewDeadline()) >= 0
        || times.renewDeadline().compareTo(times.leaseDuration()) >= 0) {
      throw new IllegalArgumentException(
          "corral.lead: retry < renew-deadline < lease-duration is required");
    }
    this.leases = leases;
    this.fence = fence;
    this.identity = identity;
    this.times = times;
    this.clocks = clocks;
    this.term = new Term(0, false, 0);
  }

  @Override
  public boolean leads() {
    Term now = term;
    return now.held() && nanos() - now.until() < 0;
  }

  @Override
  public long generation() {
    return term.generation();
  }

  /// True once the lease could be read.
  public boolean looked() {
    return looked;
  }

  /// Renews, takes over or keeps watching: to be called every retry period.
  public synchronized void step() {
    Optional<Leases.Seen> seen = leases.read();
    looked = true;
    if (seen.isEmpty()) {
      seenVersion = "";
      acquire(Optional.empty());
      return;
    }
    observe(seen.get());
    Lease lease = seen.get().lease();
    if (lease.holder().equals(identity)) {
      keep(seen.get());
    } else {
      term = new Term(term.generation(), false, 0);
      if (lease.holder().isEmpty() || silent(lease)) {
        acquire(seen);
      }
    }
  }

  /// Gives the lease back, so that the next leader need not wait. Only when nothing is in hand.
  public synchronized void resign() {
    boolean held = term.held();
    term = new Term(term.generation(), false, 0);
    if (held) {
      giveBack();
    }
  }

  private void observe(Leases.Seen seen) {
    if (!seen.version().equals(seenVersion)) {
      seenVersion = seen.version();
      seenSince = nanos();
    }
  }

  private boolean silent(Lease lease) {
    Duration promised =
        lease.duration().compareTo(LONGEST_DURATION) > 0 ? LONGEST_DURATION : lease.duration();
    Duration needed =
        promised.compareTo(times.leaseDuration()) > 0 ? promised : times.leaseDuration();
    return nanos() - seenSince >= needed.toNanos();
  }

  private void keep(Leases.Seen seen) {
    if (!leads() || seen.lease().generation() != term.generation()) {
      acquire(Optional.of(seen));
      return;
    }
    long sent = nanos();
    if (leases.replace(seen, seen.lease().renewed(clocks.wall().instant()))) {
      term = new Term(term.generation(), true, sent + times.renewDeadline().toNanos());
    }
  }

  private void acquire(Optional<Leases.Seen> seen) {
    long last = Math.max(fence.newest(), seen.map(s -> s.lease().generation()).orElse(0L));
    Instant now = clocks.wall().instant();
    var mine = new Lease(identity, last + 1, times.leaseDuration(), now, now);
    long sent = nanos();
    boolean won = seen.isEmpty() ? leases.create(mine) : leases.replace(seen.get(), mine);
    if (!won) {
      return;
    }
    if (claimed(mine.generation())) {
      LOG.infof("leading, generation %d", mine.generation());
      term = new Term(mine.generation(), true, sent + times.renewDeadline().toNanos());
    } else {
      giveBack();
    }
  }

  /// Whoever cannot reach the records must not keep the lease from those who can.
  private boolean claimed(long generation) {
    try {
      return fence.claim(generation);
    } catch (RuntimeException e) {
      LOG.warnf("won the lease but the records cannot be reached: %s", e.getMessage());
      return false;
    }
  }

  private void giveBack() {
    leases
        .read()
        .filter(seen -> seen.lease().holder().equals(identity))
        .ifPresent(seen -> leases.replace(seen, seen.lease().givenBack(clocks.wall().instant())));
  }

  private long nanos() {
    return clocks.nanos().getAsLong();
  }
}
