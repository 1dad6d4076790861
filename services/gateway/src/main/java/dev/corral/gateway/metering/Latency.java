package dev.corral.gateway.metering;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How fast each model answered.
@Schema(requiredProperties = "items")
public record Latency(List<Row> items) {
  /// One model's times in milliseconds.
  @Schema(
      name = "LatencyRow",
      requiredProperties = {"model", "requests"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      String model,
      long requests,
      @Nullable Spread ttftMs,
      @Nullable Spread generationMs,
      @Nullable Spread queueMs,
      @Nullable Double tokensPerSecond) {}

  /// Average, median and 95th percentile.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Spread(@Nullable Double avg, @Nullable Double p50, @Nullable Double p95) {}
}
