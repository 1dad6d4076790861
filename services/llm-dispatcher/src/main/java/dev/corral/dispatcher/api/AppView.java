package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corral.dispatcher.resource.AppType;
import dev.corral.dispatcher.resource.Replicas;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An app as the gateway and the console see it. Absent fields are omitted.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AppView(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String uid,
    @JsonProperty(required = true) String owner,
    @JsonProperty(required = true) AppType type,
    @JsonProperty(required = true) List<String> models,
    @Nullable String storage,
    @Nullable String flavour,
    @JsonProperty(required = true) List<String> sharedWith,
    @JsonProperty(required = true) boolean suspended,
    @JsonProperty(required = true)
        @Schema(
            enumeration = {"launching", "active", "idle", "terminating", "terminated", "failed"})
        String state,
    @Schema(enumeration = {"waiting_capacity", "node_launching", "image_pull", "warm_up", "ready"})
        @Nullable String phase,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Integer etaSeconds,
    @JsonProperty(required = true) Replicas replicas,
    @JsonProperty(required = true) String url,
    @JsonProperty(required = true) Instant createdAt) {

  /// The same app, already on its way to being ready.
  AppView waking() {
    return new AppView(
        name,
        uid,
        owner,
        type,
        models,
        storage,
        flavour,
        sharedWith,
        suspended,
        "launching",
        "waiting_capacity",
        null,
        "Being woken.",
        null,
        new Replicas(1, 0),
        url,
        createdAt);
  }
}
