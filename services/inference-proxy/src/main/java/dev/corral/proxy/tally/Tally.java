package dev.corral.proxy.tally;

import dev.corral.proxy.dialect.TokenCount;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Opens an account for each admitted request and closes it exactly once: activity, metrics and one
/// usage event.
public final class Tally {
  private static final Logger LOG = Logger.getLogger(Tally.class);

  private final Activity activity;
  private final ProxyMetrics metrics;
  private final UsageOutbox outbox;

  /// Into these three.
  public Tally(Activity activity, ProxyMetrics metrics, UsageOutbox outbox) {
    this.activity = activity;
    this.metrics = metrics;
    this.outbox = outbox;
  }

  /// A request is admitted.
  ///
  /// @param trail hears of it too
  public Account open(RequestFacts facts, Meter meter, Trail trail) {
    activity.began(facts.model());
    return new Account(facts, meter, trail);
  }

  /// A request is refused before it was admitted.
  public void refused(String dialect, String problem) {
    metrics.refused(dialect, problem);
  }

  /// One request's account.
  public final class Account {
    private final RequestFacts facts;
    private final Meter meter;
    private final Trail trail;
    private final CompletionStage<Void> written;
    private String engine = "";
    private String error = "";
    private boolean closed;
    private @Nullable Integer images;
    private @Nullable BigDecimal costUsd;

    private Account(RequestFacts facts, Meter meter, Trail trail) {
      this.facts = facts;
      this.meter = meter;
      this.trail = trail;
      this.written = outbox.opened(event(Outcome.UNKNOWN, TokenCount.NONE, 0, 0));
    }

    /// Completes when it is written ahead that this request is admitted, or cannot be; until then
    /// no engine should be called.
    public CompletionStage<Void> written() {
      return written;
    }

    /// This engine answers it.
    public void servedBy(String name) {
      engine = name;
    }

    /// It ends with this problem; a stable name.
    public void failed(String problem) {
      error = problem;
    }

    /// It has begun to wait for its model.
    public void waiting() {
      activity.waiting(facts.model());
      trail.waiting();
    }

    /// It has stopped to wait.
    public void waited() {
      activity.waited(facts.model());
    }

    /// It made this many pictures.
    ///
    /// @param usd what they cost together, if that is known
    public void images(int count, Optional<BigDecimal> usd) {
      images = count;
      costUsd = usd.orElse(null);
    }

    /// It is over; later calls change nothing.
    public void close(Outcome outcome, TokenCount tokens, long bytesIn, long bytesOut) {
      if (closed) {
        return;
      }
      closed = true;
      activity.ended(facts.model());
      UsageEvent event = event(outcome, tokens, bytesIn, bytesOut);
      outbox.offer(event);
      shown(event.data());
    }

    /// What is only looked at must not keep a request from its end.
    private void shown(UsageEvent.Data data) {
      try {
        metrics.ended(data, engine, error);
        trail.ended(data, meter, error);
      } catch (RuntimeException e) {
        LOG.errorf("a request's end is not in its trace: %s", e.getClass().getSimpleName());
      }
    }

    private UsageEvent event(Outcome outcome, TokenCount tokens, long bytesIn, long bytesOut) {
      String id = facts.id().toString();
      UsageEvent.Data data =
          new UsageEvent.Data(
              id,
              facts.job().map(UUID::toString).orElse(null),
              meter.arrivedAt().toString(),
              facts.principal(),
              facts.keyId().orElse(null),
              facts.model(),
              facts.adapter().orElse(null),
              facts.operation().dialect().id(),
              facts.operation().id(),
              tokens.in(),
              tokens.out(),
              tokens.source().id(),
              some(tokens.parts().cached()),
              some(tokens.parts().cacheWritten()),
              some(tokens.parts().reasoning()),
              meter.queueMs(),
              boxed(meter.ttftMs()),
              boxed(meter.generationMs()),
              meter.totalMs(),
              outcome.id(),
              meter.cold(),
              bytesIn,
              bytesOut,
              images,
              costUsd);
      return new UsageEvent(id, meter.now().toString(), "model/" + facts.model(), data);
    }

    /// Nothing is said of what an engine does not tell of or has none of.
    private static @Nullable Long some(long count) {
      return count == 0 ? null : Long.valueOf(count);
    }

    private static @Nullable Long boxed(OptionalLong value) {
      return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
    }
  }
}
