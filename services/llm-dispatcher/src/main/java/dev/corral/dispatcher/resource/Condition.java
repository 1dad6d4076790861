package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// A condition in the usual Kubernetes shape.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @Required String type,
    @Required @Size(max = 7) String status,
    @Nullable String reason,
    @Nullable @Size(max = 1024) String message,
    @Nullable String lastTransitionTime,
    @Nullable Long observedGeneration) {}
