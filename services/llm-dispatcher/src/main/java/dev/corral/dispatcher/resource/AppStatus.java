package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a chat application is doing.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AppStatus(
    @Nullable String state,
    @Nullable String phase,
    @Nullable String reason,
    @Nullable @Size(max = 1024) String message,
    @Nullable String since,
    @Nullable Replicas replicas,
    @Nullable Integer etaSeconds,
    @Nullable @Size(max = 256) String url,
    @Nullable List<Condition> conditions) {}
