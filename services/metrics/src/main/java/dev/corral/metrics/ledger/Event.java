package dev.corral.metrics.ledger;

import java.time.Instant;
import java.util.List;

/// Something that happened, as far as the books care. Posting it twice is the same as posting it
/// once.
public sealed interface Event permits SubjectChange, Usage {

  /// When it happened, by the clock of the service that saw it.
  Instant at();

  /// The names of this fact; an event of which any name is in the books already is a duplicate.
  List<String> factKeys();
}
