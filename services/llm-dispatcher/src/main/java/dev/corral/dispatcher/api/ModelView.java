package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corral.dispatcher.resource.Adapter;
import dev.corral.dispatcher.resource.AdapterStatus;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.Replicas;
import dev.corral.dispatcher.resource.WarmWindow;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A model as the gateway, the console and the inference-proxy see it. Absent fields are omitted.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelView(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String uid,
    @JsonProperty(required = true) String owner,
    @JsonProperty(required = true) Engine engine,
    @JsonProperty(required = true) String source,
    @JsonProperty(required = true) String compute,
    @JsonProperty(required = true) int minReplicas,
    @JsonProperty(required = true) int maxReplicas,
    @JsonProperty(required = true) int targetRequests,
    @JsonProperty(required = true) String idleTimeout,
    @JsonProperty(required = true) int contextLength,
    @JsonProperty(required = true) List<String> sharedWith,
    @JsonProperty(required = true) boolean suspended,
    @Nullable Integer gpus,
    @JsonProperty(required = true) List<WarmWindow> keepWarm,
    @JsonProperty(required = true) List<Adapter> adapters,
    @Schema(
            enumeration = {"launching", "active", "idle", "terminating", "terminated", "failed"},
            description = "Absent while this release cannot run the resource.")
        @Nullable String state,
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
    @Schema(description = "As half of the launches so far took.") @Nullable Integer etaSeconds,
    @Schema(description = "As nine of ten launches so far took at most.")
        @Nullable Integer etaAtMostSeconds,
    @JsonProperty(required = true) Replicas replicas,
    @JsonProperty(required = true) Instant createdAt,
    @Nullable Instant lastUsed,
    @Nullable Instant idleAt,
    @Nullable Double costPerHourEur,
    @Nullable List<AdapterStatus> adapterStatus) {

  /// The same model, already on its way to being ready.
  ModelView waking() {
    return new ModelView(
        name,
        uid,
        owner,
        engine,
        source,
        compute,
        minReplicas,
        maxReplicas,
        targetRequests,
        idleTimeout,
        contextLength,
        sharedWith,
        suspended,
        gpus,
        keepWarm,
        adapters,
        "launching",
        "waiting_capacity",
        null,
        "Being woken.",
        null,
        null,
        new Replicas(Math.max(1, minReplicas), 0),
        createdAt,
        lastUsed,
        null,
        costPerHourEur,
        adapterStatus);
  }
}
