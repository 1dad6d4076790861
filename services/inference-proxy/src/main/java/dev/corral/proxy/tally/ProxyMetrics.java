package dev.corral.proxy.tally;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Metrics with the names of OpenTelemetry's GenAI conventions. Labels are bounded: model names
/// come from the catalogue, everything else from enums.
public final class ProxyMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5),
    Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(300),
    Duration.ofSeconds(1200)
  };

  private final MeterRegistry registry;

  /// Into `registry`.
  public ProxyMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// @param engine what answered, of the cluster contract's closed list
  /// @param error the name of the problem that ended it; empty if none did
  void ended(UsageEvent.Data data, String engine, String error) {
    Tags tags =
        Tags.of(
            "gen_ai.operation.name", data.operation(),
            "gen_ai.provider.name", engine.equals("bedrock") ? "aws.bedrock" : engine,
            "gen_ai.request.model", data.model());
    timer(
        "gen_ai.server.request.duration",
        tags.and("outcome", data.outcome(), "error.type", error),
        data.totalMs());
    timer("gen_ai.server.time_to_first_token", tags, data.ttftMs());
    if (data.coldStart()) {
      timer("corral.cold_start.wait", tags, data.queueMs());
    }
    perToken(tags, data);
    tokens(tags.and("gen_ai.token.type", "input"), data.tokensIn());
    tokens(tags.and("gen_ai.token.type", "output"), data.tokensOut());
  }

  private void perToken(Tags tags, UsageEvent.Data data) {
    Long generation = data.generationMs();
    if (generation != null && data.tokensOut() > 1) {
      Duration pause = Duration.ofMillis(generation).dividedBy(data.tokensOut() - 1);
      timer("gen_ai.server.time_per_output_token", tags, pause);
    }
  }

  void refused(String dialect, String problem) {
    Counter.builder("corral.requests.refused")
        .tag("dialect", dialect)
        .tag("problem", problem)
        .register(registry)
        .increment();
  }

  private void timer(String name, Tags tags, @Nullable Long millis) {
    if (millis != null) {
      timer(name, tags, Duration.ofMillis(millis));
    }
  }

  private void timer(String name, Tags tags, Duration time) {
    Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(registry).record(time);
  }

  private void tokens(Tags tags, long count) {
    DistributionSummary.builder("gen_ai.client.token.usage")
        .baseUnit("token")
        .tags(tags)
        .register(registry)
        .record(count);
  }
}
