package dev.corral.proxy.admission;

import java.util.concurrent.CompletionStage;

/// Verifies a person's access token.
public interface TokenVerifier {
  /// The person, or a failure with the problem to answer with.
  CompletionStage<Principal> verify(Credential.Token token);
}
