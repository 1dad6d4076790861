package dev.corral.proxy.tally;

import dev.corral.proxy.dialect.Operation;
import java.util.Optional;
import java.util.UUID;

/// What is known of a request when it is admitted.
public record RequestFacts(
    UUID id, String principal, Optional<String> keyId, String model, Operation operation) {}
