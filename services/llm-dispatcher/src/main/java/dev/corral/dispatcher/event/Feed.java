package dev.corral.dispatcher.event;

import java.util.List;
import java.util.Optional;

/// Every lifecycle event in the order of its ids, for a while after it has been sent on.
public interface Feed {
  /// The first `limit` events after the id, oldest first.
  List<Entry> after(String id, int limit);

  /// The id of the newest event.
  Optional<String> newest();

  /// The oldest `limit` events that have not been sent to the queue.
  List<Entry> unsent(int limit);

  /// Notes that the event is in the queue.
  void sent(String id);

  /// One event as it was written.
  record Entry(String id, String json) {}
}
