package dev.corral.proxy.admission;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the proxy reads of the gateway's answer about a key; unknown fields mean nothing to us.
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyVerdict(
    boolean active,
    @Nullable String keyId,
    @Nullable String principal,
    @Nullable Set<String> groups,
    @Nullable Set<String> models,
    @Nullable Set<String> dialects,
    @Nullable Instant expiresAt) {}
