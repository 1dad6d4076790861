package dev.corral.gateway.dispatcher;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Apps.
@Schema(requiredProperties = "items")
public record AppList(List<App> items) {}
