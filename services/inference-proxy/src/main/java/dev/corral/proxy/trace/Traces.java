package dev.corral.proxy.trace;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Begins the span of each admitted request, if requests are traced at all.
public final class Traces implements AutoCloseable {
  private static final String PARENT = "traceparent";
  private static final int LENGTH = 55;

  private final @Nullable SdkTracerProvider provider;
  private final @Nullable Tracer tracer;
  private final boolean trustCallers;
  private final Duration deadline;

  /// What is known when a request is admitted.
  ///
  /// @param requestId as in the header `x-request-id`
  /// @param engine of the cluster contract's closed list
  /// @param operation as in usage events
  /// @param traceparent of the caller, as it was sent
  public record Begun(
      String requestId,
      String engine,
      String model,
      String operation,
      Optional<String> traceparent,
      Instant at) {}

  private Traces(@Nullable SdkTracerProvider provider, boolean trustCallers, Duration deadline) {
    this.provider = provider;
    this.tracer = provider == null ? null : provider.get("dev.corral.inference-proxy");
    this.trustCallers = trustCallers;
    this.deadline = deadline;
  }

  /// Nothing is traced.
  public static Traces off() {
    return new Traces(null, false, Duration.ZERO);
  }

  /// Through `provider`, which is closed with this.
  static Traces through(SdkTracerProvider provider, boolean trustCallers, Duration deadline) {
    return new Traces(provider, trustCallers, deadline);
  }

  /// Whether anything is traced.
  public boolean on() {
    return tracer != null;
  }

  /// A request is admitted.
  public RequestSpan request(Begun begun) {
    if (tracer == null) {
      return RequestSpan.NONE;
    }
    return new TracedRequest(tracer, begun, parent(begun.traceparent()));
  }

  private Context parent(Optional<String> traceparent) {
    return traceparent
        .filter(given -> trustCallers && given.length() == LENGTH)
        .map(given ->
            W3CTraceContextPropagator.getInstance().extract(Context.root(), given, new OneHeader()))
        .orElse(Context.root());
  }

  /// `tracestate` and `baggage` are not taken: they are anybody's text.
  private static final class OneHeader implements TextMapGetter<String> {
    @Override
    public Iterable<String> keys(String value) {
      return List.of(PARENT);
    }

    @Override
    public @Nullable String get(@Nullable String value, String key) {
      return key.equals(PARENT) ? value : null;
    }
  }

  /// Sends what waits, for no longer than the deadline.
  @Override
  public void close() {
    if (provider != null) {
      provider.shutdown().join(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
