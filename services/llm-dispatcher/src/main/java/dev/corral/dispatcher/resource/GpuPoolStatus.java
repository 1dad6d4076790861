package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a GPU pool has running, what its ladder was like to climb, and what that costs.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GpuPoolStatus(
    @Size(max = 64) @Nullable List<PoolNode> nodes,
    @Nullable Integer nodeCount,
    @JsonPropertyDescription("vCPUs that the account may run of on-demand G and VT instances.")
        @Nullable Integer quota,
    @Nullable Double hourlyCostEur,
    @Size(max = 10) @Nullable List<RungStatus> rungs,
    @JsonPropertyDescription("The last stop that was carried out.") @Nullable String stoppedAt,
    @Nullable List<Condition> conditions,
    @Nullable Long observedGeneration) {

  /// One node, from the moment it is asked for until it is gone.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PoolNode(
      @JsonPropertyDescription("The name of the NodeClaim.") String claim,
      @Nullable String name,
      @Nullable String instanceType,
      @Nullable String capacityType,
      @Nullable String zone,
      @Nullable String instanceId,
      NodeState state,
      String since) {}

  /// How far a node is.
  public enum NodeState {
    requested,
    launching,
    ready,
    leaving
  }

  /// What is known of one choice on the ladder.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RungStatus(
      String instanceType,
      String capacityType,
      RungState state,
      @Nullable @Size(max = 64) String reason,
      @Nullable @Size(max = 512) String message,
      @Nullable String at,
      @JsonPropertyDescription("The last attempts that failed, oldest first.") @Size(max = 4)
          @Nullable List<Try> tries) {}

  /// Whether a choice can be had.
  public enum RungState {
    ok,
    unavailable
  }

  /// One attempt that failed: Karpenter deletes its NodeClaim within seconds, so it is kept here.
  public record Try(
      @Size(max = 128) String claim, String code, @Size(max = 64) String reason, String at) {}
}
