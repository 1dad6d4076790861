package dev.corral.metrics.intake;

import java.util.Collection;
import java.util.List;

/// What a worker needs of a queue. Every method throws [Unavailable] when the queue cannot be
/// reached.
interface Mailbox {

  /// Takes some messages, waiting a moment for the first.
  List<Letter> receive();

  /// Keeps messages in hand hidden from others for longer.
  void hold(Collection<Letter> letters);

  /// Removes a message for good.
  void delete(Letter letter);

  /// Puts a copy of a message to the dead letters.
  void bury(Letter letter, Reading.Unreadable why);

  /// The queue cannot be reached.
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unavailable(Throwable cause) {
      super(cause);
    }
  }
}
