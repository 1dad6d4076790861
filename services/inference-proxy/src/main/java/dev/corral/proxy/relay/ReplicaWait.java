package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Replica;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import io.vertx.core.Context;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Finds the replica for a request that is answered whole: one that is ready, or the first one
/// after a wake, within the hold. Lives on one event loop.
final class ReplicaWait {
  private final Relay relay;
  private final Seat seat;
  private final String model;
  private final Context context;
  private final CompletableFuture<Replica> found = new CompletableFuture<>();

  /// @param seat to wait in
  ReplicaWait(Relay relay, Seat seat, String model, Context context) {
    this.relay = relay;
    this.seat = seat;
    this.model = model;
    this.context = context;
  }

  /// A ready replica, or the problem that the model is not ready in time.
  CompletableFuture<Replica> replica() {
    context.runOnContext(now -> look());
    return found;
  }

  private void look() {
    Optional<Replica> ready = leastLoaded();
    if (ready.isPresent()) {
      found.complete(ready.get());
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
    found.whenComplete((replica, failure) -> {
      relay.vertx().cancelTimer(timer);
      context.runOnContext(now -> seat.leave());
    });
    if (leastLoaded().isPresent()) {
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
    leastLoaded()
        .ifPresentOrElse(
            found::complete,
            () ->
                found.completeExceptionally(new ProblemException(new Problem.EngineUnavailable())));
  }

  private Optional<Replica> leastLoaded() {
    return relay
        .lanes()
        .table()
        .snapshot()
        .find(model)
        .map(ModelEntry::replicas)
        .flatMap(ready -> ready.stream().min(Comparator.comparingInt(relay.lanes().loads()::of)));
  }
}
