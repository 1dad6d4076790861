package dev.corral.proxy.admission;

import java.util.concurrent.CompletionStage;

/// Verifies a Corral key.
public interface KeyVerifier {
  /// The key's owner with the key's scope, or a failure with the problem to answer with.
  default CompletionStage<Principal> verify(Credential.Key key) {
    return verify(KeyProof.of(key));
  }

  /// The same for a key that was sent earlier.
  CompletionStage<Principal> verify(KeyProof key);
}
