package dev.corral.metrics.intake;

import dev.corral.metrics.ledger.Event;

/// What a message turned out to say.
sealed interface Reading {

  /// An event for the books.
  record Readable(Event event) implements Reading {}

  /// A proper event about something that the books do not follow.
  record Foreign(String kind) implements Reading {}

  /// Nothing that this version understands.
  ///
  /// @param detail where it is wrong; never a value out of the message
  record Unreadable(Reason reason, String detail) implements Reading {}

  /// Why a message is a dead letter.
  enum Reason {
    /// Not JSON.
    MALFORMED,
    /// An event of a type or version that is not known.
    UNKNOWN_TYPE,
    /// A field is missing, out of bounds or of the wrong type.
    INVALID,
    /// The store will never take it.
    REJECTED
  }
}
