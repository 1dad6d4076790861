package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The projection of a model's record onto its resource; written by the dispatcher only.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelStatus(
    @Nullable String state,
    @Nullable String phase,
    @Nullable String reason,
    @Nullable @Size(max = 1024) String message,
    @Nullable String since,
    @Nullable Replicas replicas,
    @Nullable Integer etaSeconds,
    @Nullable Integer etaAtMostSeconds,
    @Nullable String lastUsed,
    @Nullable Double costPerHourEur,
    @Nullable List<Condition> conditions,
    @Nullable Long observedGeneration,
    @Nullable List<AdapterStatus> adapters) {
  /// The same status with other conditions.
  public ModelStatus with(List<Condition> others) {
    return new ModelStatus(
        state,
        phase,
        reason,
        message,
        since,
        replicas,
        etaSeconds,
        etaAtMostSeconds,
        lastUsed,
        costPerHourEur,
        List.copyOf(others),
        observedGeneration,
        adapters);
  }
}
