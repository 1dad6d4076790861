package dev.corral.metrics.ledger;

import java.time.Instant;
import java.util.List;

/// A model or an app moved to the given state.
///
/// @param eventId the envelope's identity
/// @param subject the subject as it was right after this change
public record SubjectChange(String eventId, Subject subject, Instant at) implements Event {

  @Override
  public List<String> factKeys() {
    return List.of(
        "lifecycle#" + subject.uid() + "#" + subject.sequence(), "lifecycle-event#" + eventId);
  }
}
