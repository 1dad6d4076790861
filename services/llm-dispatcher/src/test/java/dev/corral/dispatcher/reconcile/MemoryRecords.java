package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.record.Change;
import dev.corral.dispatcher.record.RecordJson;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.record.StaleRecordException;
import dev.corral.dispatcher.record.WorkloadRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records in memory, with the same conditions on writes as the table, through the same JSON.
final class MemoryRecords implements Records {
  private final Map<String, String> stored = new HashMap<>();
  private final List<LifecycleEvent> events = new ArrayList<>();

  @Override
  public Optional<WorkloadRecord> find(String uid) {
    return Optional.ofNullable(stored.get(uid)).map(RecordJson::readRecord);
  }

  @Override
  public void commit(Change change) {
    WorkloadRecord after = change.after();
    long before = find(after.uid()).map(WorkloadRecord::version).orElse(0L);
    if (before != after.version() - 1) {
      throw new StaleRecordException(after.uid());
    }
    if (change instanceof Change.Told told) {
      var event = told.event("01K%023d".formatted(events.size()));
      events.add(RecordJson.readEvent(RecordJson.write(event)));
    }
    stored.put(after.uid(), RecordJson.write(after));
  }

  List<LifecycleEvent> timeline(String uid) {
    return events.stream().filter(e -> e.data().uid().equals(uid)).toList();
  }

  /// Every event follows the one before: no gap, no duplicate, no jump.
  void assertWhole(String uid) {
    String state = "none";
    long sequence = 0;
    for (LifecycleEvent event : timeline(uid)) {
      assertThat(event.data().sequence()).isEqualTo(++sequence);
      assertThat(event.data().from()).isEqualTo(state);
      state = event.data().to();
    }
  }
}
