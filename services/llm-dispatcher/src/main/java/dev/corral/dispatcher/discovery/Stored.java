package dev.corral.dispatcher.discovery;

import java.time.Instant;
import java.util.Optional;

/// What is stored about Bedrock.
///
/// @param snapshot the last one that could be had
/// @param refreshedAt the beginning of the round it is of
/// @param triedAt the beginning of the last round
/// @param error why that round failed
public record Stored(
    Snapshot snapshot,
    Optional<Instant> refreshedAt,
    Optional<Instant> triedAt,
    Optional<String> error) {
  /// Before the first round.
  public static final Stored NOTHING =
      new Stored(Snapshot.NOTHING, Optional.empty(), Optional.empty(), Optional.empty());

  /// Whether the last round ended well.
  boolean good() {
    return error.isEmpty() && refreshedAt.isPresent() && refreshedAt.equals(triedAt);
  }
}
