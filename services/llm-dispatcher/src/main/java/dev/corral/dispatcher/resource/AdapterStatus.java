package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// Whether every replica has an adapter, and if not, why.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdapterStatus(
    String name, boolean loaded, @Nullable @Size(max = 512) String message) {}
