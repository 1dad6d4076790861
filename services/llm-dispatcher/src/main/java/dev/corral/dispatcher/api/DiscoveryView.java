package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corral.dispatcher.discovery.Discovery;
import dev.corral.dispatcher.discovery.Kind;
import dev.corral.dispatcher.discovery.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What Bedrock offers, as the gateway sees it.
///
/// @param why discovery is off
/// @param stale whether this is older than it should be, or the last round failed
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DiscoveryView(
    @JsonProperty(required = true) boolean enabled,
    @Nullable String why,
    @Nullable String region,
    @Nullable Instant refreshedAt,
    @Nullable Long ageSeconds,
    @JsonProperty(required = true) boolean stale,
    @Nullable String error,
    @JsonProperty(required = true) List<ModelEntry> models,
    @JsonProperty(required = true) List<String> warnings) {

  /// @param source for the `source` of a model with engine `bedrock`
  /// @param since when its state began
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "BedrockModel")
  public record ModelEntry(
      @JsonProperty(required = true) String alias,
      @JsonProperty(required = true) String source,
      @JsonProperty(required = true) Kind kind,
      @JsonProperty(required = true) String provider,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) List<String> inputs,
      @JsonProperty(required = true) List<String> outputs,
      @JsonProperty(required = true) boolean streaming,
      @JsonProperty(required = true) Standing.State state,
      @Nullable Instant endOfLife,
      @Nullable String warning,
      @Nullable String successorHint,
      @JsonProperty(required = true) Instant since) {
    static ModelEntry of(Discovery.Model model) {
      var listing = model.listing();
      var traits = listing.traits();
      return new ModelEntry(
          listing.alias(),
          listing.address().source(),
          listing.kind(),
          traits.provider(),
          traits.name(),
          traits.inputs(),
          traits.outputs(),
          traits.streaming(),
          model.standing().state(),
          listing.life().ends().orElse(null),
          model.standing().warning().orElse(null),
          model.successor().orElse(null),
          model.standing().since());
    }
  }

  static DiscoveryView of(Discovery.Report report) {
    return switch (report) {
      case Discovery.Report.Off off ->
          new DiscoveryView(false, off.why(), null, null, null, false, null, List.of(), List.of());
      case Discovery.Report.On on ->
          new DiscoveryView(
              true,
              null,
              on.region(),
              on.refreshedAt().orElse(null),
              on.age().map(Duration::toSeconds).orElse(null),
              on.stale(),
              on.error().orElse(null),
              on.models().stream().map(ModelEntry::of).toList(),
              on.notes());
    };
  }
}
