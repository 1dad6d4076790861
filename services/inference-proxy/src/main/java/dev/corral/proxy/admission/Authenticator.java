package dev.corral.proxy.admission;

import dev.corral.proxy.admission.Principal.Scope;
import dev.corral.proxy.dialect.Dialect;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Optional;
import java.util.Set;
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

  /// Who is asking, and how much they may use.
  public CompletionStage<Principal> authenticate(Credential credential, Dialect dialect) {
    CompletionStage<Principal> who = recognise(credential, dialect);
    return credential instanceof Credential.Token ? who.thenCompose(people::allowed) : who;
  }

  /// Who is asking, for what costs nothing: a person's budget is not asked for.
  public CompletionStage<Principal> recognise(Credential credential, Dialect dialect) {
    CompletionStage<Principal> who =
        switch (credential) {
          case Credential.Token token -> tokens.verify(token);
          case Credential.Key key -> keys.verify(key);
        };
    return who.thenApply(known -> admit(known, dialect));
  }

  /// The person whom the gateway names, with what they may use now.
  public CompletionStage<Principal> named(String id, Set<String> groups) {
    return people.allowed(new Principal(id, groups, Optional.empty(), Scope.EVERYTHING));
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
