package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a GPU pool has running, and what that costs.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GpuPoolStatus(
    @Nullable List<String> nodes,
    @Nullable Integer quota,
    @Nullable Double hourlyCostEur,
    @Nullable List<Condition> conditions) {}
