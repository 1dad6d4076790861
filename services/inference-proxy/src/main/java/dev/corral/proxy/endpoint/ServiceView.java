package dev.corral.proxy.endpoint;

import java.time.Instant;
import java.util.Map;

/// What the proxy reads of a Service.
public record ServiceView(
    String name, Map<String, String> labels, Map<String, String> annotations, Instant createdAt) {}
