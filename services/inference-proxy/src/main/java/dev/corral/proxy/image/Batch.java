package dev.corral.proxy.image;

import dev.corral.proxy.image.ImageTask.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Makes `n` pictures with calls for one each, a few at a time. All or nothing: the first failure
/// is the failure of the whole, and ends what still runs.
public final class Batch {
  private static final long SEEDS = 4_294_967_295L;

  private final Painter painter;
  private final ImageTask task;
  private final int count;
  private final List<Optional<Drawn>> done = new ArrayList<>();
  private final List<CompletableFuture<Drawn>> running = new ArrayList<>();
  private final CompletableFuture<List<Drawn>> all = new CompletableFuture<>();
  private int next;
  private int left;

  private Batch(Painter painter, ImageTask task, int count) {
    this.painter = painter;
    this.task = task;
    this.count = count;
    this.left = count;
    for (int i = 0; i < count; i++) {
      done.add(Optional.empty());
    }
  }

  /// Runs it; cancelling the result cancels every call.
  ///
  /// @param parallel calls at once
  public static CompletableFuture<List<Drawn>> run(
      Painter painter, ImageTask task, int count, int parallel) {
    Batch batch = new Batch(painter, task, count);
    batch.all.whenComplete((pictures, failure) -> batch.end());
    for (int i = 0; i < Math.min(parallel, count); i++) {
      batch.another();
    }
    return batch.all;
  }

  private void another() {
    CompletableFuture<Drawn> call;
    int index;
    synchronized (this) {
      if (next == count || all.isDone()) {
        return;
      }
      index = next++;
      try {
        call = painter.paint(numbered(index));
      } catch (RuntimeException refused) {
        call = CompletableFuture.failedFuture(refused);
      }
      running.add(call);
    }
    call.whenComplete((drawn, failure) -> arrived(index, drawn, failure));
  }

  /// A wanted seed counts up, else all pictures would be the same.
  private ImageTask numbered(int index) {
    Tuning tuning = task.tuning();
    return index == 0 || tuning.seed().isEmpty()
        ? task
        : task.tuned(tuning.withSeed((tuning.seed().getAsLong() + index) % SEEDS));
  }

  private void arrived(int index, @Nullable Drawn drawn, @Nullable Throwable failure) {
    if (drawn == null) {
      all.completeExceptionally(failure == null ? new IllegalStateException() : failure);
      return;
    }
    boolean last;
    synchronized (this) {
      done.set(index, Optional.of(drawn));
      last = --left == 0;
    }
    if (last) {
      all.complete(done.stream().flatMap(Optional::stream).toList());
    } else {
      another();
    }
  }

  private synchronized void end() {
    running.forEach(call -> call.cancel(true));
  }
}
