package dev.corral.dispatcher.record;

import dev.corral.dispatcher.lifecycle.PhaseHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the histories of all recorded workloads, at most once a while.
public final class FamilyHistories implements Histories {
  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final List<String> STATES = List.of("active", "idle", "terminated");

  private final RecordArchive archive;
  private final Clock clock;
  private Map<String, PhaseHistory> known = Map.of();
  private Instant readAgain = Instant.MIN;

  public FamilyHistories(RecordArchive archive, Clock clock) {
    this.archive = archive;
    this.clock = clock;
  }

  @Override
  public synchronized PhaseHistory of(String family) {
    Instant now = clock.instant();
    if (!now.isBefore(readAgain)) {
      known = read();
      readAgain = now.plus(KEPT);
    }
    return known.getOrDefault(family, PhaseHistory.empty());
  }

  private Map<String, PhaseHistory> read() {
    var all = new HashMap<String, PhaseHistory>();
    for (String state : STATES) {
      for (WorkloadRecord record : archive.inState(state)) {
        all.merge(record.spec().family(), record.history(), PhaseHistory::merged);
      }
    }
    return all;
  }
}
