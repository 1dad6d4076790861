package dev.corral.dispatcher.discovery;

import java.time.Instant;

/// Keeps the snapshot for all replicas. A round is known by its beginning; whoever begins a later
/// one takes the right to write away from the earlier.
public interface SnapshotStore {
  /// What is stored.
  Stored read();

  /// Begins a round. Of all who saw the same, one gets true.
  boolean begin(Stored seen, Instant at);

  /// Keeps what the round found; false when a later one has begun.
  boolean keep(Instant round, Snapshot snapshot);

  /// Remembers why the round found nothing; what is kept stays.
  void failed(Instant round, String why);
}
