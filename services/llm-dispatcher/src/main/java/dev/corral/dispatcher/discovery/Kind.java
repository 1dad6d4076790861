package dev.corral.dispatcher.discovery;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How a Bedrock model is offered.
@Schema(name = "BedrockKind")
public enum Kind {
  /// A foundation model by its own id, in our region.
  @JsonProperty("foundation")
  FOUNDATION,
  /// A model through an inference profile: that of a geography, or one that the account made.
  @JsonProperty("profile")
  PROFILE,
  /// A fine-tuned model through its on-demand deployment.
  @JsonProperty("custom")
  CUSTOM,
  /// Bought throughput.
  @JsonProperty("provisioned")
  PROVISIONED,
  /// Weights that the account brought.
  @JsonProperty("imported")
  IMPORTED
}
