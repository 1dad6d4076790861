package dev.corral.dispatcher.record;

import dev.corral.dispatcher.lead.Leadership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Records that remember what was last read or written of each, so that a look at a workload that
/// is as it should be costs nothing. What is remembered decides nothing: a write is on the version
/// in the store.
public final class RecentRecords implements Records {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MOST = 20_000;

  private final Records records;
  private final Clock clock;
  private final Leadership leadership;
  private final Map<String, Remembered> known = new LinkedHashMap<>(64, 0.75f, true);

  public RecentRecords(Records records, Clock clock, Leadership leadership) {
    this.records = records;
    this.clock = clock;
    this.leadership = leadership;
  }

  /// The record as it was at most ten minutes ago; only this process writes while it leads, so what
  /// it remembers from before it led this time does not count.
  public synchronized Optional<WorkloadRecord> recent(String uid) {
    return Optional.ofNullable(known.get(uid))
        .filter(entry -> leadership.leads() && entry.generation() == leadership.generation())
        .filter(entry -> entry.at().plus(KEPT).isAfter(clock.instant()))
        .map(Remembered::record);
  }

  @Override
  public Optional<WorkloadRecord> find(String uid) {
    Optional<WorkloadRecord> found = records.find(uid);
    found.ifPresentOrElse(this::remember, () -> forget(uid));
    return found;
  }

  @Override
  public void commit(Change change) {
    forget(change.after().uid());
    records.commit(change);
    remember(change.after());
  }

  private synchronized void remember(WorkloadRecord record) {
    known.put(record.uid(), new Remembered(record, clock.instant(), leadership.generation()));
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
  }

  private synchronized void forget(String uid) {
    known.remove(uid);
  }

  private record Remembered(WorkloadRecord record, Instant at, long generation) {}
}
