package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person wants of a model. Absent fields get the CRD's defaults from the API server.
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.minReplicas <= self.maxReplicas",
    message = "minReplicas must not be above maxReplicas")
@ValidationRule(value = SpecRules.ENGINE_CEL, message = SpecRules.ENGINE_MESSAGE)
@ValidationRule(value = "self.engine == oldSelf.engine", message = "engine cannot be changed")
@ValidationRule(value = "self.source == oldSelf.source", message = "source cannot be changed")
@ValidationRule(value = "self.owner == oldSelf.owner", message = "owner cannot be changed")
@ValidationRule(value = "self.compute == oldSelf.compute", message = "compute cannot be changed")
@ValidationRule(
    value = "!has(self.gpus) || self.compute != 'cpu'",
    message = "gpus needs a GPU pool as compute")
@ValidationRule(
    value = "!has(self.adapters) || self.engine == 'vllm' || size(self.adapters) == 0",
    message = "only the engine vllm serves adapters")
@ValidationRule(value = SpecRules.ADAPTERS_CEL, message = SpecRules.ADAPTERS_MESSAGE)
@ValidationRule(
    value =
        "duration(self.idleTimeout) >= duration('10s') && duration(self.idleTimeout) <= duration('24h')",
    message = "idleTimeout must be between 10s and 24h")
public record ModelSpec(
    @Required @JsonPropertyDescription("What serves the model.") Engine engine,
    @Required
        @JsonPropertyDescription(
            "Where the weights come from: ollama://, hf://, s3://, bedrock:// or external://.")
        @Pattern(SpecRules.SOURCE)
        @Size(min = 4, max = 200)
        String source,
    @Required
        @JsonPropertyDescription("Who owns the model: the subject of a person.")
        @Pattern(SpecRules.OWNER)
        @Size(min = 1, max = 128)
        String owner,
    @Default("cpu")
        @JsonPropertyDescription("`cpu`, or the name of a GPU pool.")
        @Pattern(SpecRules.NAME)
        @Size(min = 1, max = 40)
        @Nullable String compute,
    @Default("0") @Min(0) @Max(16) @Nullable Integer minReplicas,
    @Default("1") @Min(1) @Max(16) @Nullable Integer maxReplicas,
    @Default("8")
        @JsonPropertyDescription("Concurrent requests that one replica should carry.")
        @Min(1)
        @Max(1024)
        @Nullable Integer targetRequests,
    @Default("5m")
        @JsonPropertyDescription("Without use for this long, the model goes to zero replicas.")
        @Pattern(SpecRules.DURATION)
        @Size(min = 2, max = 16)
        @Nullable String idleTimeout,
    @Default("2048") @Min(256) @Max(1048576) @Nullable Integer contextLength,
    @JsonPropertyDescription("Groups that may see, chat with and wake the model.") @Size(max = 32)
        @Nullable List<@Pattern(SpecRules.GROUP) @Size(min = 1, max = 64) String> sharedWith,
    @Default("false")
        @JsonPropertyDescription("A suspended model stays at zero replicas and cannot be woken.")
        @Nullable Boolean suspended,
    @JsonPropertyDescription(
            "GPUs per replica; only with a GPU pool as compute, where absent is 1.")
        @Min(1)
        @Max(8)
        @Nullable Integer gpus,
    @JsonPropertyDescription("Times of the week in which the model is kept running.")
        @Size(max = 16)
        @Nullable List<WarmWindow> keepWarm,
    @JsonPropertyDescription("LoRA adapters, each served under its own model name.") @Size(max = 32)
        @Nullable List<Adapter> adapters)
    implements WorkloadSpec {

  /// The spec with every absent field at the default that the CRD documents.
  public ModelSpec defaulted() {
    return new ModelSpec(
        engine,
        source,
        owner,
        compute == null ? "cpu" : compute,
        minReplicas == null ? Integer.valueOf(0) : minReplicas,
        maxReplicas == null ? Integer.valueOf(1) : maxReplicas,
        targetRequests == null ? Integer.valueOf(8) : targetRequests,
        idleTimeout == null ? "5m" : idleTimeout,
        contextLength == null ? Integer.valueOf(2048) : contextLength,
        sharedWith == null ? List.of() : sharedWith,
        suspended == null ? Boolean.FALSE : suspended,
        gpus == null && compute != null && !"cpu".equals(compute) ? Integer.valueOf(1) : gpus,
        keepWarm == null ? List.of() : keepWarm,
        adapters == null ? List.of() : adapters);
  }

  /// The same, going idle after this long without use.
  public ModelSpec idlingAfter(String time) {
    return new ModelSpec(
        engine,
        source,
        owner,
        compute,
        minReplicas,
        maxReplicas,
        targetRequests,
        time,
        contextLength,
        sharedWith,
        suspended,
        gpus,
        keepWarm,
        adapters);
  }

  /// The same, serving these adapters.
  public ModelSpec serving(List<Adapter> some) {
    return new ModelSpec(
        engine,
        source,
        owner,
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
        some);
  }

  @Override
  public WorkloadKind kind() {
    return WorkloadKind.MODEL;
  }

  @Override
  public String family() {
    return engine.wire();
  }

  @Override
  public String place() {
    return compute == null ? "cpu" : compute;
  }

  @Override
  public boolean computes() {
    return engine != Engine.BEDROCK && engine != Engine.EXTERNAL;
  }

  @Override
  public int least() {
    return minReplicas == null ? 0 : minReplicas;
  }

  @Override
  public int most() {
    return maxReplicas == null ? 1 : maxReplicas;
  }
}
