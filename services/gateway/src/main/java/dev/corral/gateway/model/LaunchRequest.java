package dev.corral.gateway.model;

import dev.corral.gateway.dispatcher.Launch;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a person sends to launch a model. It has no field that the platform owns.
@Schema(
    requiredProperties = {"name", "source"},
    description = "Only name and source are needed; the rest has defaults.")
public record LaunchRequest(
    @NotNull
        @Pattern(
            regexp = ModelName.RULE,
            message = "must be lower case letters, digits and '-', at most 40")
        @Size(max = 40)
        String name,
    @Pattern(
            regexp = "ollama|vllm|localai|textgen|bedrock|external",
            message = "must be one of ollama, vllm, localai, textgen, bedrock, external")
        @Schema(
            description = "Default: from the source's scheme.",
            enumeration = {"ollama", "vllm", "localai", "textgen", "bedrock", "external"})
        @Nullable String engine,
    @NotNull
        @Size(max = 300)
        @Pattern(
            regexp = "(ollama|hf|s3|bedrock|external)://[\\x21-\\x7e]+",
            message = "must be ollama://, hf://, s3://, bedrock:// or external:// and a name")
        @Schema(examples = "ollama://tinyllama:1.1b-chat")
        String source,
    @Pattern(regexp = ModelName.RULE, message = "must be cpu or the name of a GPU pool")
        @Schema(defaultValue = "cpu")
        @Nullable String compute,
    @Min(0) @Max(10) @Schema(defaultValue = "0") @Nullable Integer minReplicas,
    @Min(1) @Max(10) @Schema(defaultValue = "1") @Nullable Integer maxReplicas,
    @Min(1) @Max(1000) @Schema(defaultValue = "8") @Nullable Integer targetRequests,
    @Pattern(regexp = IdleTimeout.RULE, message = IdleTimeout.MESSAGE) @Schema(defaultValue = "5m")
        @Nullable String idleTimeout,
    @Min(128) @Max(1_048_576) @Nullable Integer contextLength,
    @Size(max = 20)
        @Nullable
            List<@NotNull @Pattern(regexp = GroupName.RULE, message = GroupName.MESSAGE) String>
            sharedWith) {
  /// The launch for `owner`, with the defaults filled in.
  Launch ownedBy(String owner) {
    return new Launch(
        name,
        owner,
        engine == null ? engineOf(source) : engine,
        source,
        Objects.requireNonNullElse(compute, "cpu"),
        Objects.requireNonNullElse(minReplicas, 0),
        Objects.requireNonNullElse(maxReplicas, 1),
        Objects.requireNonNullElse(targetRequests, 8),
        Objects.requireNonNullElse(idleTimeout, "5m"),
        contextLength,
        Objects.requireNonNullElse(sharedWith, List.of()));
  }

  private static String engineOf(String source) {
    String scheme = source.substring(0, source.indexOf(':'));
    return switch (scheme) {
      case "hf", "s3" -> "vllm";
      default -> scheme;
    };
  }
}
