package dev.corral.gateway.dispatcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A model as the dispatcher tells it, and as people see it. Fields that have no value are left
/// out.
@Schema(
    requiredProperties = {
      "name",
      "uid",
      "owner",
      "engine",
      "source",
      "compute",
      "minReplicas",
      "maxReplicas",
      "targetRequests",
      "idleTimeout",
      "sharedWith",
      "suspended",
      "state",
      "replicas",
      "createdAt"
    })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Model(
    String name,
    String uid,
    String owner,
    String engine,
    String source,
    String compute,
    int minReplicas,
    int maxReplicas,
    int targetRequests,
    String idleTimeout,
    @Nullable Integer contextLength,
    List<String> sharedWith,
    boolean suspended,
    @Schema(enumeration = {"launching", "active", "idle", "terminating", "terminated", "failed"})
        String state,
    @Schema(
            enumeration = {
              "waiting_capacity",
              "node_launching",
              "image_pull",
              "weights",
              "warm_up",
              "ready"
            })
        @Nullable String phase,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Integer etaSeconds,
    Replicas replicas,
    Instant createdAt,
    @Nullable Instant lastUsed,
    @Nullable Instant idleAt,
    @Nullable BigDecimal costPerHourEur) {
  /// How many copies are wanted and how many answer.
  @Schema(requiredProperties = {"desired", "ready"})
  public record Replicas(int desired, int ready) {}
}
