package dev.corral.gateway.metering;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How many models and apps there are, by state.
@Schema(requiredProperties = {"models", "apps", "asOf"})
public record Summary(Counts models, Counts apps, Instant asOf) {
  /// Counts by state.
  @Schema(
      name = "StateCounts",
      requiredProperties = {"launching", "active", "idle", "terminating", "terminated", "failed"})
  public record Counts(
      int launching, int active, int idle, int terminating, int terminated, int failed) {}
}
