package dev.corral.proxy.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Where traces go, and how many.
@ConfigMapping(prefix = "corral.traces")
public interface TraceConfig {
  /// Base URL of a collector that takes OTLP over HTTP, without `/v1/traces`. Without one nothing
  /// is traced.
  Optional<String> endpoint();

  /// Part of the requests that are traced, from 0 to 1, where the caller's trace does not decide.
  @WithDefault("0.1")
  double ratio();

  /// Whether a caller's `traceparent` is continued. Only where whatever stands before this service
  /// takes it from strangers; otherwise they would decide what is traced, and as part of what.
  @WithDefault("false")
  boolean trustCallers();

  /// Spans that wait to be sent; more are dropped.
  @WithDefault("2048")
  int queue();

  /// How often they are sent.
  @WithDefault("5s")
  Duration interval();

  /// How long one delivery may take, and the last one when the service stops.
  @WithDefault("5s")
  Duration deadline();
}
