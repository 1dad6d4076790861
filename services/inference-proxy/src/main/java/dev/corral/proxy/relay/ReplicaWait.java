package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import io.vertx.core.Context;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Waits until a model that is answered whole has a replica that is ready: at once, or after a wake
/// within the hold. Lives on one event loop.
final class ReplicaWait {
  private final Relay relay;
  private final Seat seat;
  private final ModelEntry model;
  private final Context context;
  private final CompletableFuture<Void> found = new CompletableFuture<>();

  /// @param seat to wait in
  ReplicaWait(Relay relay, Seat seat, ModelEntry model, Context context) {
    this.relay = relay;
    this.seat = seat;
    this.model = model;
    this.context = context;
  }

  /// Done when there is one; else fails with the problem that the model is not ready in time.
  CompletableFuture<Void> ready() {
    context.runOnContext(now -> look());
    return found;
  }

  private void look() {
    if (isReady()) {
      found.complete(null);
      return;
    }
    try {
      seat.take().whenComplete((woken, failure) -> context.runOnContext(now -> woken(failure)));
    } catch (ProblemException full) {
      found.completeExceptionally(full);
      return;
    }
    long hold = relay.pace().wake().hold().toMillis();
    long timer = relay.vertx().setTimer(hold, id -> tooLate());
    found.whenComplete((ready, failure) -> {
      relay.vertx().cancelTimer(timer);
      context.runOnContext(now -> seat.leave());
    });
    if (isReady()) {
      woken(null); // it became ready between the look and the join
    }
  }

  private void tooLate() {
    found.completeExceptionally(new ProblemException(new Problem.Starting(seat.loading())));
  }

  private void woken(@Nullable Throwable failure) {
    if (failure != null) {
      found.completeExceptionally(new ProblemException(ProblemException.of(failure)));
      return;
    }
    if (isReady()) {
      found.complete(null);
    } else {
      found.completeExceptionally(new ProblemException(new Problem.EngineUnavailable()));
    }
  }

  private boolean isReady() {
    return relay.lanes().open(model.name(), Set.of());
  }
}
