package dev.corral.gateway.dispatcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One state or phase change, as a CloudEvent (`dev.corral.lifecycle.v1`).
@Schema(requiredProperties = {"specversion", "id", "source", "type", "time", "subject", "data"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LifecycleEvent(
    String specversion,
    String id,
    String source,
    String type,
    Instant time,
    String subject,
    @Nullable String datacontenttype,
    Data data) {
  /// What changed, of what, and who may know.
  @Schema(
      name = "LifecycleChange",
      requiredProperties = {"kind", "name", "uid", "sequence", "owner", "sharedWith", "from", "to"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      String kind,
      String name,
      String uid,
      long sequence,
      String owner,
      List<String> sharedWith,
      @Nullable String engine,
      @Nullable String appType,
      @Nullable String compute,
      String from,
      String to,
      @Nullable String phase,
      @Nullable String reason,
      @Nullable String message,
      @Nullable String principal,
      @Nullable Instant at,
      @Nullable Long coldStartMs,
      TimelineEntry.@Nullable Receipt receipt) {}
}
