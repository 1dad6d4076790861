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
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells the dispatcher how long a model may stay unused, when its owner says so in a request: once
/// per change, one call at a time for each model, the latest wish last. Nobody waits for it.
public final class IdleOrders {
  private static final Logger LOG = Logger.getLogger(IdleOrders.class);

  /// After this long the table of models has heard of every change, so only it counts.
  private static final Duration REMEMBERED = Duration.ofSeconds(60);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
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

  /// What was last wished for one model, and what the table said then.
  private static final class Order {
    private IdleTimeout wish;
    private Optional<IdleTimeout> tableThen;
    private Standing standing = Standing.ASKED;
    private Instant at;
    private boolean open;

    private Order(IdleTimeout wish, Optional<IdleTimeout> tableThen, Instant at) {
      this.wish = wish;
      this.tableThen = tableThen;
      this.at = at;
    }
  }

  private final Listener dispatcher;
  private final Clock clock;
  private final Consumer<String> outcomes;
  private final Map<String, Order> orders = new LinkedHashMap<>(64, 0.75f, true);

  /// @param outcomes hears how each call ended: `told` or `failed`
  public IdleOrders(Listener dispatcher, Clock clock, Consumer<String> outcomes) {
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.outcomes = outcomes;
  }

  /// The owner of `model` wants it to go idle after this long without use.
  public Standing order(ModelEntry model, String owner, IdleTimeout wish) {
    synchronized (this) {
      Optional<IdleTimeout> table = model.traits().idleTimeout();
      Order known = known(model.naming().uid(), table);
      Optional<IdleTimeout> current = known == null ? table : Optional.of(known.wish);
      if (current.filter(wish::same).isPresent()) {
        return known == null ? Standing.SET : known.standing;
      }
      if (known == null && orders.size() >= MOST && !forgetOne()) {
        return Standing.FAILED;
      }
      boolean flying = known != null && known.open;
      Order order = known == null ? new Order(wish, table, clock.instant()) : known;
      order.wish = wish;
      order.tableThen = table;
      order.standing = Standing.ASKED;
      order.open = true;
      orders.put(model.naming().uid(), order);
      if (flying) {
        return Standing.ASKED; // said when the call that is on its way is over
      }
    }
    tell(model, owner, wish);
    return Standing.ASKED;
  }

  /// What is remembered counts until the table says something else, or must have heard of it.
  private @Nullable Order known(String uid, Optional<IdleTimeout> table) {
    Order order = orders.get(uid);
    if (order == null || order.open) {
      return order;
    }
    Duration counts = order.standing == Standing.FAILED ? PAUSE_AFTER_FAILURE : REMEMBERED;
    boolean over =
        !order.tableThen.equals(table) || !clock.instant().isBefore(order.at.plus(counts));
    if (over) {
      orders.remove(uid);
    }
    return over ? null : order;
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

  private void tell(ModelEntry model, String owner, IdleTimeout wish) {
    CompletionStage<Void> told;
    try {
      told = dispatcher.idleAfter(model, owner, wish);
    } catch (RuntimeException e) {
      told = CompletableFuture.failedFuture(e);
    }
    told.whenComplete((nothing, failure) -> heard(model, owner, wish, failure));
  }

  private void heard(
      ModelEntry model, String owner, IdleTimeout wish, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warnf(
          "the dispatcher was not told after how long %s goes idle: %s",
          model.name(), PeerClient.reason(failure));
    }
    outcomes.accept(failure == null ? "told" : "failed");
    Optional<IdleTimeout> next;
    synchronized (this) {
      Order order = orders.get(model.naming().uid());
      if (order == null) {
        return;
      }
      next = Optional.of(order.wish).filter(latest -> !latest.same(wish));
      order.open = next.isPresent();
      order.at = clock.instant();
      if (next.isEmpty()) {
        order.standing = failure == null ? Standing.SET : Standing.FAILED;
      }
    }
    next.ifPresent(latest -> tell(model, owner, latest));
  }
}
