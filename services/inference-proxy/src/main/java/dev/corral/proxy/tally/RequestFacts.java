package dev.corral.proxy.tally;

import dev.corral.proxy.dialect.Asked;
import java.util.Optional;
import java.util.UUID;

/// What is known of a request when it is admitted.
public record RequestFacts(
    UUID id,
    String principal,
    Optional<String> keyId,
    String model,
    Optional<String> adapter,
    Asked operation) {
  /// Of a request to the model itself.
  public RequestFacts(
      UUID id, String principal, Optional<String> keyId, String model, Asked operation) {
    this(id, principal, keyId, model, Optional.empty(), operation);
  }
}
