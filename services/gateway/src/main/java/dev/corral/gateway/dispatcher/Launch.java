package dev.corral.gateway.dispatcher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the dispatcher is asked to launch, the owner included: people never send that.
public record Launch(
    String name,
    String owner,
    String engine,
    String source,
    String compute,
    int minReplicas,
    int maxReplicas,
    int targetRequests,
    String idleTimeout,
    @Nullable Integer contextLength,
    List<String> sharedWith) {}
