package dev.corral.local.engine.generation;

/// One request that waits or runs. Cancelling is seen before the next token.
public final class Ticket {
  private volatile boolean cancelled;

  Ticket() {}

  /// The caller is gone: free the slot.
  public void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }
}
