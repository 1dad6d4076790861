package dev.corral.metrics.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.metrics.ledger.Distribution;
import dev.corral.metrics.ledger.Period;
import dev.corral.metrics.ledger.Rollup;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How fast each model answered.
public record LatencyAnswer(
    @Schema(required = true) Instant from,
    @Schema(required = true) Instant to,
    @Schema(required = true) List<Item> items) {

  private static final double HALF = 0.5;
  private static final double MOST = 0.95;
  private static final double MS_PER_SECOND = 1000.0;

  /// One model's times. What no request reached is absent.
  @Schema(name = "ModelLatency")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Item(
      @Schema(required = true) String model,
      @Schema(required = true) long requests,
      @Nullable Durations ttftMs,
      @Nullable Durations generationMs,
      @Nullable Durations queueMs,
      @Schema(description = "Tokens out per second of generation")
          @Nullable Double tokensPerSecond) {}

  /// Milliseconds. The average is exact; the percentiles are interpolated in a histogram.
  public record Durations(
      @Schema(required = true) double avg,
      @Schema(required = true) double p50,
      @Schema(required = true) double p95) {}

  static LatencyAnswer of(Period period, SortedMap<String, Rollup> models) {
    var items = models.entrySet().stream().map(it -> item(it.getKey(), it.getValue())).toList();
    return new LatencyAnswer(period.from(), period.to(), items);
  }

  private static Item item(String model, Rollup rollup) {
    return new Item(
        model,
        rollup.traffic().requests(),
        durations(rollup.ttft()),
        durations(rollup.generation()),
        durations(rollup.queue()),
        tokensPerSecond(rollup));
  }

  private static @Nullable Durations durations(Distribution distribution) {
    if (distribution.count() == 0) {
      return null;
    }
    return new Durations(
        rounded(distribution.average().orElseThrow()),
        rounded(distribution.quantile(HALF).orElseThrow()),
        rounded(distribution.quantile(MOST).orElseThrow()));
  }

  private static @Nullable Double tokensPerSecond(Rollup rollup) {
    var ms = rollup.generation().sumMs();
    return ms == 0 ? null : rounded(rollup.timedTokens() * MS_PER_SECOND / ms);
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
