package dev.corral.gateway.metering;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Requests and tokens between two instants, by model or by principal.
@Schema(requiredProperties = {"from", "to", "groupBy", "items", "totals"})
public record Usage(Instant from, Instant to, String groupBy, List<Row> items, Row totals) {
  /// One group's numbers; the totals have no key.
  @Schema(
      name = "UsageRow",
      requiredProperties = {
        "requests",
        "tokensIn",
        "tokensOut",
        "estimatedRequests",
        "errors",
        "cancelled",
        "unknown",
        "coldStarts"
      })
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      @Nullable String key,
      long requests,
      long tokensIn,
      long tokensOut,
      long estimatedRequests,
      long errors,
      long cancelled,
      long unknown,
      long coldStarts) {}
}
