package dev.corral.metrics.ledger;

/// Where events are posted.
public interface Journal {

  /// What posting an event did.
  enum Posting {
    /// The event is in the books now.
    RECORDED,
    /// The event is in the books now, and a later change of the same subject was there before it.
    LATE,
    /// The event had been in the books.
    DUPLICATE
  }

  /// Posts an event entirely or not at all.
  ///
  /// @throws Unavailable when it is not known to be posted, and posting it again may work
  /// @throws Rejected when it can never be posted
  Posting post(Event event);

  /// The books cannot be written to at the moment.
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param cause what the store said
    public Unavailable(Throwable cause) {
      super(cause);
    }
  }

  /// The books will never take this event.
  final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param cause what the store said
    public Rejected(Throwable cause) {
      super(cause);
    }
  }
}
