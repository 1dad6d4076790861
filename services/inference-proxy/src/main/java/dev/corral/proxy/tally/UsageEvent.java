package dev.corral.proxy.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The usage CloudEvent, as src/main/contract/usage-event.schema.json says.
@JsonPropertyOrder({
  "specversion",
  "id",
  "source",
  "type",
  "time",
  "subject",
  "datacontenttype",
  "data"
})
public record UsageEvent(String id, String time, String subject, Data data) {

  /// One request in numbers; never a prompt or a completion.
  @JsonInclude(Include.NON_NULL)
  public record Data(
      String requestId,
      @Nullable String job,
      String at,
      String principal,
      @Nullable String keyId,
      String model,
      @Nullable String adapter,
      String dialect,
      String operation,
      long tokensIn,
      long tokensOut,
      String tokensSource,
      @Nullable Long tokensCached,
      @Nullable Long tokensCacheWritten,
      @Nullable Long tokensReasoning,
      long queueMs,
      @Nullable Long ttftMs,
      @Nullable Long generationMs,
      long totalMs,
      String outcome,
      boolean coldStart,
      long bytesIn,
      long bytesOut,
      @Nullable Integer images,
      @Nullable BigDecimal costUsd) {}

  /// Version of the envelope.
  public String getSpecversion() {
    return "1.0";
  }

  /// Who says it.
  public String getSource() {
    return "corral/inference-proxy";
  }

  /// What is said.
  public String getType() {
    return "dev.corral.usage.v1";
  }

  /// How the data are written.
  public String getDatacontenttype() {
    return "application/json";
  }
}
