package dev.corral.proxy.admission;

import dev.corral.proxy.dialect.Dialect;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Turns a credential into a principal that may speak the dialect, or into a refusal.
public final class Authenticator {
  private final TokenVerifier tokens;
  private final KeyVerifier keys;
  private final CachedPeople people;

  /// With the two ways to prove who one is, and the word about people who come with a token.
  public Authenticator(TokenVerifier tokens, KeyVerifier keys, CachedPeople people) {
    this.tokens = tokens;
    this.keys = keys;
    this.people = people;
  }

  /// Who is asking.
  public CompletionStage<Principal> authenticate(Credential credential, Dialect dialect) {
    return switch (credential) {
      case Credential.Token token ->
          tokens
              .verify(token)
              .thenApply(known -> admit(known, dialect))
              .thenCompose(people::allowed);
      case Credential.Key key -> keys.verify(key).thenApply(known -> admit(known, dialect));
    };
  }

  /// Who asked earlier, as far as their key reaches now; a person's token is not looked at again.
  ///
  /// @param key that they came with; empty for a person
  public CompletionStage<Principal> again(Principal then, Optional<KeyProof> key, Dialect dialect) {
    return key.map(proof -> keys.verify(proof).thenApply(known -> admit(known, dialect)))
        .orElseGet(() -> then.keyId().isEmpty() ? people.allowed(then) : completed(then));
  }

  /// A message from before proofs were kept.
  private static CompletionStage<Principal> completed(Principal then) {
    return CompletableFuture.completedFuture(then);
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
