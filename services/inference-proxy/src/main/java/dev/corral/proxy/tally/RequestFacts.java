package dev.corral.proxy.tally;

import dev.corral.proxy.dialect.Asked;
import java.util.Optional;
import java.util.UUID;

/// What is known of a request when it is admitted.
///
/// @param job that it is a run of
public record RequestFacts(
    UUID id,
    Optional<UUID> job,
    String principal,
    Optional<String> keyId,
    String model,
    Optional<String> adapter,
    Asked operation) {
  /// Of a request to the model itself.
  public RequestFacts(
      UUID id, String principal, Optional<String> keyId, String model, Asked operation) {
    this(id, Optional.empty(), principal, keyId, model, Optional.empty(), operation);
  }
}
