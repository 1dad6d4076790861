package dev.corral.proxy.tally;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What outlives the process: each admitted request is written before its engine is called, again
/// with its numbers when it is over, and a third time when its event was taken. No method waits but
/// `leftovers`.
public interface UsageJournal extends AutoCloseable {

  /// Nothing is written.
  UsageJournal NONE = new None();

  /// A request is admitted; `event` is what is to be told of it if nothing more is heard. Completes
  /// when it is written, or cannot be.
  CompletionStage<Void> open(UsageEvent event);

  /// A request is over.
  ///
  /// @param left whether the event found no room to wait in memory and must come back as a leftover
  /// @return whether it will be kept
  boolean close(UsageEvent event, boolean left);

  /// These events were taken and need not be remembered.
  void sent(List<UsageEvent> events);

  /// Up to `most` events that nobody else holds: of an earlier process, or left for want of room.
  List<UsageEvent> leftovers(int most);

  @Override
  void close();

  /// Forgets everything.
  final class None implements UsageJournal {
    private None() {}

    @Override
    public CompletionStage<Void> open(UsageEvent event) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean close(UsageEvent event, boolean left) {
      return false;
    }

    @Override
    public void sent(List<UsageEvent> events) {}

    @Override
    public List<UsageEvent> leftovers(int most) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
