package dev.corral.gateway.dispatcher;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Models.
@Schema(requiredProperties = "items")
public record ModelList(List<Model> items) {}
