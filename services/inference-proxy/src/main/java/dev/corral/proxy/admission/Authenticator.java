package dev.corral.proxy.admission;

import dev.corral.proxy.dialect.Dialect;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.concurrent.CompletionStage;

/// Turns a credential into a principal that may speak the dialect, or into a refusal.
public final class Authenticator {
  private final TokenVerifier tokens;
  private final KeyVerifier keys;

  /// With the two ways to prove who one is.
  public Authenticator(TokenVerifier tokens, KeyVerifier keys) {
    this.tokens = tokens;
    this.keys = keys;
  }

  /// Who is asking.
  public CompletionStage<Principal> authenticate(Credential credential, Dialect dialect) {
    CompletionStage<Principal> principal =
        switch (credential) {
          case Credential.Token token -> tokens.verify(token);
          case Credential.Key key -> keys.verify(key);
        };
    return principal.thenApply(known -> admit(known, dialect));
  }

  private static Principal admit(Principal principal, Dialect dialect) {
    if (!principal.belongs()) {
      throw refused("You are not a user of this platform.");
    }
    if (!principal.maySpeak(dialect)) {
      throw refused("This key may not be used with this API.");
    }
    return principal;
  }

  private static ProblemException refused(String message) {
    return new ProblemException(new Problem.Forbidden(message));
  }
}
