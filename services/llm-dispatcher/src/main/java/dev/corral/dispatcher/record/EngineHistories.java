package dev.corral.dispatcher.record;

import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.resource.Engine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Reads the histories of all recorded models, at most once a while.
public final class EngineHistories implements Histories {
  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final List<String> STATES = List.of("active", "idle", "terminated");

  private final RecordArchive archive;
  private final Clock clock;
  private Map<Engine, PhaseHistory> known = Map.of();
  private Instant readAgain = Instant.MIN;

  public EngineHistories(RecordArchive archive, Clock clock) {
    this.archive = archive;
    this.clock = clock;
  }

  @Override
  public synchronized PhaseHistory of(Engine engine) {
    Instant now = clock.instant();
    if (!now.isBefore(readAgain)) {
      known = read();
      readAgain = now.plus(KEPT);
    }
    return known.getOrDefault(engine, PhaseHistory.empty());
  }

  private Map<Engine, PhaseHistory> read() {
    var all = new EnumMap<Engine, PhaseHistory>(Engine.class);
    for (String state : STATES) {
      for (ModelRecord record : archive.inState(state)) {
        all.merge(record.spec().engine(), record.history(), PhaseHistory::merged);
      }
    }
    return all;
  }
}
