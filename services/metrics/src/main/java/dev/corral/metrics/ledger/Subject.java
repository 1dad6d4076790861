package dev.corral.metrics.ledger;

import java.util.Set;

/// One version of a model or an app: what it was after its change number `sequence`.
///
/// @param uid tells two subjects that had the same name apart
public record Subject(
    Kind kind,
    String uid,
    long sequence,
    String name,
    String owner,
    Set<String> sharedWith,
    State state) {

  /// What can be launched.
  public enum Kind {
    MODEL,
    APP
  }

  /// Where a subject stands in its life.
  public enum State {
    LAUNCHING,
    ACTIVE,
    IDLE,
    TERMINATING,
    TERMINATED,
    FAILED
  }

  /// Copies what it is given.
  public Subject {
    sharedWith = Set.copyOf(sharedWith);
  }

  /// The newer of two versions of the same subject, whichever came first.
  public Subject or(Subject other) {
    return other.sequence > sequence ? other : this;
  }
}
