package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Replica;
import dev.corral.proxy.endpoint.Upstream;
import dev.corral.proxy.image.PaintServer;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The servers of one model, for the pictures of one request. Each picture gets a ready replica of
/// its own, by the health and load that other requests go by too; a model elsewhere has one server.
///
/// @param time how long all of them together may take
/// @param largest bytes of one answer
record PaintShop(
    Relay relay, Context context, String requestId, Wanted wanted, Time time, int largest)
    implements PaintServer {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /// @param nanos a monotonic clock
  /// @param until when it is too late, by this clock
  /// @param fair how long a server must have had until it is its own fault that it is too late
  record Time(LongSupplier nanos, long until, long fair) {
    private static final int PARTS = 4;

    /// All that there is from now on, of which three quarters are fair.
    static Time of(LongSupplier nanos, Duration deadline) {
      long all = deadline.toNanos();
      return new Time(nanos, nanos.getAsLong() + all, all - all / PARTS);
    }
  }

  @Override
  public CompletableFuture<Reply> post(Order order) {
    return new PaintCall(this, order, hops()).start();
  }

  /// Milliseconds that are left, at least one.
  long millisLeft() {
    return Math.max(1, (time.until() - now()) / NANOS_PER_MILLI);
  }

  /// Whether a server that was asked at `since` has had its time.
  boolean fair(long since) {
    return now() - since >= time.fair();
  }

  /// Now, by the clock of the request.
  long now() {
    return time.nanos().getAsLong();
  }

  private Supplier<Optional<Hop>> hops() {
    return wanted.model().upstream() instanceof Upstream.External external
        ? new Elsewhere(external)
        : new Replicas();
  }

  /// There is one server, and it is asked once: a picture elsewhere costs money.
  private final class Elsewhere implements Supplier<Optional<Hop>> {
    private final Upstream.External external;
    private boolean asked;

    Elsewhere(Upstream.External external) {
      this.external = external;
    }

    @Override
    public Optional<Hop> get() {
      if (asked) {
        return Optional.empty();
      }
      asked = true;
      return Optional.of(relay.elsewhere(external, wanted));
    }
  }

  /// One after the other, none of them twice.
  private final class Replicas implements Supplier<Optional<Hop>> {
    private final Set<Replica> tried = new HashSet<>();

    @Override
    public Optional<Hop> get() {
      ModelEntry model = wanted.model();
      return relay
          .lanes()
          .pick(model, tried)
          .map(replica -> {
            tried.add(replica);
            return relay.to(replica, wanted);
          });
    }
  }
}
