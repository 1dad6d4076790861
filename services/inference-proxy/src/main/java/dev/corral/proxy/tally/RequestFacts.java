package dev.corral.proxy.tally;

import dev.corral.proxy.dialect.Operation;
import java.util.Optional;
import java.util.UUID;

/// What is known of a request when it is admitted.
public record RequestFacts(
    UUID id,
    String principal,
    Optional<String> keyId,
    String model,
    Optional<String> adapter,
    Operation operation) {
  /// Of a request to the model itself.
  public RequestFacts(
      UUID id, String principal, Optional<String> keyId, String model, Operation operation) {
    this(id, principal, keyId, model, Optional.empty(), operation);
  }
}
