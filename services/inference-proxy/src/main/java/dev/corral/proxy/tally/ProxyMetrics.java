package dev.corral.proxy.tally;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// Metrics with the names of OpenTelemetry's GenAI conventions. Labels are bounded: model names
/// come from the catalogue, everything else from enums.
public final class ProxyMetrics {
  /// The conventions' bounds, doubled on for cold starts.
  private static final Duration[] REQUEST =
      seconds(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
          163.84, 327.68, 655.36, 1310.72);

  /// The conventions' bounds, and more for long prompts on small machines.
  private static final Duration[] FIRST_TOKEN =
      seconds(
          0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30,
          60, 120, 300);

  /// The conventions' bounds, and less for fast engines.
  private static final Duration[] PER_TOKEN =
      seconds(
          0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1,
          2.5);

  private static final Duration[] COLD_START = seconds(1, 5, 10, 30, 60, 120, 300, 600, 1200, 1800);

  /// The conventions' bounds.
  private static final double[] TOKENS = {
    1,
    4,
    16,
    64,
    256,
    1024,
    4096,
    16_384,
    65_536,
    262_144,
    1_048_576,
    4_194_304,
    16_777_216,
    67_108_864
  };

  private final MeterRegistry registry;

  /// Into `registry`.
  public ProxyMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  private static Duration[] seconds(double... bounds) {
    return DoubleStream.of(bounds)
        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
        .toArray(Duration[]::new);
  }

  /// @param engine what answered, of the cluster contract's closed list
  /// @param error the name of the problem that ended it; empty if none did
  void ended(UsageEvent.Data data, String engine, String error) {
    Tags tags =
        Tags.of(
            "gen_ai.operation.name", GenAi.operation(data.operation()),
            "gen_ai.provider.name", GenAi.provider(engine),
            "gen_ai.request.model", data.model());
    timer(
        "gen_ai.server.request.duration",
        tags.and("outcome", data.outcome(), "error.type", error),
        Duration.ofMillis(data.totalMs()),
        REQUEST);
    if (data.coldStart()) {
      timer("corral.cold_start.wait", tags, Duration.ofMillis(data.queueMs()), COLD_START);
    }
    if (error.isEmpty()) { // the conventions: of answers that came
      firstToken(tags, data);
      perToken(tags, data);
    }
    if (!data.tokensSource().equals("unknown")) {
      tokens(tags.and("gen_ai.token.type", "input"), data.tokensIn());
      tokens(tags.and("gen_ai.token.type", "output"), data.tokensOut());
      part(tags, "cached_input", data.tokensCached());
      part(tags, "cache_creation_input", data.tokensCacheWritten());
      part(tags, "reasoning", data.tokensReasoning());
    }
  }

  private void firstToken(Tags tags, UsageEvent.Data data) {
    Long ttft = data.ttftMs();
    if (ttft != null) {
      timer("gen_ai.server.time_to_first_token", tags, Duration.ofMillis(ttft), FIRST_TOKEN);
    }
  }

  private void perToken(Tags tags, UsageEvent.Data data) {
    Long generation = data.generationMs();
    if (generation != null && data.tokensOut() > 1) {
      Duration pause = Duration.ofMillis(generation).dividedBy(data.tokensOut() - 1);
      timer("gen_ai.server.time_per_output_token", tags, pause, PER_TOKEN);
    }
  }

  void refused(String dialect, String problem) {
    Counter.builder("corral.requests.refused")
        .tag("dialect", dialect)
        .tag("problem", problem)
        .register(registry)
        .increment();
  }

  private void timer(String name, Tags tags, Duration time, Duration[] bounds) {
    Timer.builder(name).tags(tags).serviceLevelObjectives(bounds).register(registry).record(time);
  }

  private void tokens(Tags tags, long count) {
    DistributionSummary.builder("gen_ai.client.token.usage")
        .baseUnit("token")
        .tags(tags)
        .serviceLevelObjectives(TOKENS)
        .register(registry)
        .record(count);
  }

  /// Tokens that are already in the usage, so they have a metric of their own: a sum over all types
  /// of the usage stays true.
  private void part(Tags tags, String type, @Nullable Long count) {
    if (count != null) {
      Counter.builder("corral.tokens.part")
          .baseUnit("token")
          .tags(tags.and("gen_ai.token.type", type))
          .register(registry)
          .increment(count);
    }
  }
}
