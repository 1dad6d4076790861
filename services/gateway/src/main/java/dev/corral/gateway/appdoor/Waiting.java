package dev.corral.gateway.appdoor;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/// Where the door may wait for a table or for the dispatcher; at most so many at once, so that
/// strangers cannot keep either busy.
final class Waiting {
  private static final int MOST = 128;

  private final Executor threads;
  private final Semaphore places = new Semaphore(MOST);

  Waiting(Executor threads) {
    this.threads = threads;
  }

  /// Runs `work`, or says that there is no place for it.
  boolean run(Runnable work) {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(() -> {
        try {
          work.run();
        } finally {
          places.release();
        }
      });
      return true;
    } catch (RejectedExecutionException e) {
      places.release();
      return false;
    }
  }
}
