package dev.corral.gateway.dispatcher;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A model's life so far, oldest first.
@Schema(requiredProperties = "items")
public record Timeline(List<TimelineEntry> items) {}
