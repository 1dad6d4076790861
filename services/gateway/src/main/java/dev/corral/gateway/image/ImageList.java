package dev.corral.gateway.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Pictures, the newest first.
@Schema(requiredProperties = "items")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageList(
    List<Image> items,
    @Schema(description = "Give it as `cursor` for the next page; absent on the last.")
        @Nullable String nextCursor) {}
