package dev.corral.proxy.wake;

import dev.corral.proxy.endpoint.IdleTimeout;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.peer.PeerClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells the dispatcher how long a model may stay unused, when its owner says so in a request: once
/// per change, one call at a time for each model and none sooner than 10 s after the one before,
/// the latest wish last. Nobody waits for it.
public final class IdleOrders {
  private static final Logger LOG = Logger.getLogger(IdleOrders.class);

  /// After this long the table of models has heard of every change, so only it counts.
  private static final Duration REMEMBERED = Duration.ofSeconds(60);

  /// From one call for a model to the next, also after a failure.
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final int MOST = 1000;

  /// How far a wish is.
  public enum Standing {
    /// It holds.
    SET,
    /// The dispatcher is being told.
    ASKED,
    /// The dispatcher could not be told a moment ago, or refused.
    FAILED
  }

  /// Who is told.
  @FunctionalInterface
  public interface Listener {
    /// From now on the model goes idle after this long, because its owner wants it so; only if
    /// `model` still has this uid. Idempotent. A failed stage means that it is not so.
    CompletionStage<Void> idleAfter(ModelEntry model, String owner, IdleTimeout time);
  }

  /// Does something when a pause is over.
  @FunctionalInterface
  public interface Later {
    /// Once, on any thread.
    void after(Duration pause, Runnable work);
  }

  private record Wish(
      ModelEntry model, String owner, IdleTimeout time, Optional<IdleTimeout> tableThen) {}

  /// What was last wished for one model.
  private static final class Order {
    private Wish latest;
    private Standing standing = Standing.ASKED;
    private Instant at = Instant.MIN; // when the last call was over
    private boolean open; // a call is on its way or waits for its pause

    private Order(Wish latest) {
      this.latest = latest;
    }

    private boolean counts(Optional<IdleTimeout> table, Instant now) {
      Duration longest = standing == Standing.FAILED ? PAUSE : REMEMBERED;
      return open || (latest.tableThen.equals(table) && now.isBefore(at.plus(longest)));
    }

    /// A clock that was set back makes no pause longer.
    private Duration rest(Instant now) {
      Instant end = at.plus(PAUSE);
      Duration left = now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
      return left.compareTo(PAUSE) > 0 ? PAUSE : left;
    }
  }

  private final Listener dispatcher;
  private final Clock clock;
  private final Later later;
  private final Consumer<String> outcomes;
  private final Map<String, Order> orders = new LinkedHashMap<>(64, 0.75f, true);

  /// @param outcomes hears how each call ended: `told` or `failed`
  public IdleOrders(Listener dispatcher, Clock clock, Later later, Consumer<String> outcomes) {
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.later = later;
    this.outcomes = outcomes;
  }

  /// The owner of `model` wants it to go idle after this long without use.
  public Standing order(ModelEntry model, String owner, IdleTimeout time) {
    Wish wish = new Wish(model, owner, time, model.traits().idleTimeout());
    Order order;
    Duration rest;
    synchronized (this) {
      Instant now = clock.instant();
      Optional<Order> known = Optional.ofNullable(orders.get(model.naming().uid()));
      Optional<Order> counting = known.filter(one -> one.counts(wish.tableThen, now));
      if (counting.map(one -> one.latest.time).or(wish::tableThen).filter(time::same).isPresent()) {
        return counting.map(one -> one.standing).orElse(Standing.SET);
      }
      if (known.isEmpty() && orders.size() >= MOST && !forgetOne()) {
        return Standing.FAILED;
      }
      order = known.orElseGet(() -> new Order(wish));
      orders.put(model.naming().uid(), order);
      order.latest = wish;
      order.standing = Standing.ASKED;
      if (order.open) {
        return Standing.ASKED; // the latest wish is said when its turn comes
      }
      order.open = true;
      rest = order.rest(now);
    }
    tellAfter(rest, order);
    return Standing.ASKED;
  }

  private boolean forgetOne() {
    Optional<String> oldest =
        orders.entrySet().stream()
            .filter(entry -> !entry.getValue().open)
            .map(Map.Entry::getKey)
            .findFirst();
    oldest.ifPresent(orders::remove);
    return oldest.isPresent();
  }

  private void tellAfter(Duration rest, Order order) {
    if (rest.isZero()) {
      tell(order);
      return;
    }
    try {
      later.after(rest, () -> tell(order));
    } catch (RejectedExecutionException stopping) {
      over(order, Standing.FAILED);
    }
  }

  private void tell(Order order) {
    Wish wish;
    synchronized (this) {
      wish = order.latest;
    }
    CompletionStage<Void> told;
    try {
      told = dispatcher.idleAfter(wish.model, wish.owner, wish.time);
    } catch (RuntimeException e) {
      told = CompletableFuture.failedFuture(e);
    }
    told.whenComplete((nothing, failure) -> heard(order, wish, failure));
  }

  private void heard(Order order, Wish said, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warnf(
          "the dispatcher was not told after how long %s goes idle: %s",
          said.model.name(), PeerClient.reason(failure));
    }
    outcomes.accept(failure == null ? "told" : "failed");
    boolean another;
    synchronized (this) {
      order.at = clock.instant();
      another = !order.latest.time.same(said.time);
      if (!another) {
        over(order, failure == null ? Standing.SET : Standing.FAILED);
      }
    }
    if (another) {
      tellAfter(PAUSE, order);
    }
  }

  private synchronized void over(Order order, Standing standing) {
    order.open = false;
    order.standing = standing;
  }
}
