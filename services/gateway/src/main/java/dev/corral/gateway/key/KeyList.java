package dev.corral.gateway.key;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The caller's keys.
@Schema(requiredProperties = "items")
public record KeyList(List<KeyView> items) {}
