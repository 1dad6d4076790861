package dev.corral.dispatcher.kill;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The switch and what has been done about it, as people see it.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KillReport(
    @JsonProperty(required = true) boolean killed,
    @JsonProperty(required = true) long generation,
    @Nullable String why,
    @Nullable String by,
    @Nullable Instant at,
    @Nullable Instant verifiedAt,
    @Nullable Instant armedAt,
    @Nullable String armedBy,
    @JsonProperty(required = true) List<Step> steps) {

  /// One step of the kill.
  ///
  /// @param state `done`, `doing`, or `unknown` when it cannot be seen now
  /// @param at when it came into this state
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Step(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String state,
      @Nullable Instant at,
      @JsonProperty(required = true) String detail) {}

  /// The report on a state; steps are shown while killed.
  public static KillReport of(KillState state, List<Step> steps) {
    var raised = state.raised().orElse(null);
    var rearmed = state.rearmed().orElse(null);
    return new KillReport(
        state.killed(),
        state.generation(),
        raised == null ? null : raised.why(),
        raised == null ? null : raised.by(),
        raised == null ? null : raised.at(),
        raised == null ? null : raised.verifiedAt().orElse(null),
        rearmed == null ? null : rearmed.at(),
        rearmed == null ? null : rearmed.by(),
        state.killed() ? steps : List.of());
  }
}
