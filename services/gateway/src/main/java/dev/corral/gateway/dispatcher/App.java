package dev.corral.gateway.dispatcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An app as the dispatcher tells it, and as people see it. Fields that have no value are left out.
@Schema(
    requiredProperties = {
      "name",
      "uid",
      "owner",
      "type",
      "models",
      "sharedWith",
      "suspended",
      "state",
      "replicas",
      "url",
      "createdAt"
    })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record App(
    String name,
    String uid,
    String owner,
    String type,
    List<String> models,
    @Nullable String storage,
    @Nullable String flavour,
    List<String> sharedWith,
    boolean suspended,
    @Schema(enumeration = {"launching", "active", "idle", "terminating", "terminated", "failed"})
        String state,
    @Schema(enumeration = {"waiting_capacity", "node_launching", "image_pull", "warm_up", "ready"})
        @Nullable String phase,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Integer etaSeconds,
    Model.Replicas replicas,
    @Schema(description = "Where it is, once the gateway carries its traffic.") String url,
    Instant createdAt) {}
