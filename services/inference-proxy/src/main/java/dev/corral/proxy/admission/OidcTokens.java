package dev.corral.proxy.admission;

import dev.corral.proxy.admission.Principal.Scope;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/// People's access tokens by quarkus-oidc: signature, exact issuer, times and `token_use` are its
/// configuration; the client is checked here, because such tokens have no audience.
public final class OidcTokens implements TokenVerifier {
  private static final Logger LOG = Logger.getLogger(OidcTokens.class);

  private final TenantIdentityProvider provider;
  private final OidcConfig config;

  /// With the default tenant's provider.
  public OidcTokens(TenantIdentityProvider provider, OidcConfig config) {
    this.provider = provider;
    this.config = config;
  }

  @Override
  public CompletionStage<Principal> verify(Credential.Token token) {
    return provider
        .authenticate(new AccessTokenCredential(token.compact()))
        .onFailure()
        .transform(OidcTokens::refusal)
        .map(this::principal)
        .subscribeAsCompletionStage();
  }

  private static ProblemException refusal(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof AuthenticationFailedException) {
        return new ProblemException(new Problem.Unauthorized());
      }
    }
    LOG.warnf("tokens cannot be verified: %s", failure.getClass().getSimpleName());
    return new ProblemException(new Problem.IdentityUnavailable());
  }

  private Principal principal(SecurityIdentity identity) {
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      throw new ProblemException(new Problem.Unauthorized());
    }
    String id = text(token, config.principalClaim());
    if (!config.clientIds().contains(text(token, "client_id")) || !Principal.named(id)) {
      throw new ProblemException(new Problem.Unauthorized());
    }
    return new Principal(id, groups(token), Optional.empty(), Scope.EVERYTHING);
  }

  private Set<String> groups(JsonWebToken token) {
    return token.getClaim(config.groupsClaim()) instanceof Collection<?> listed
        ? listed.stream().map(OidcTokens::plain).collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  private static String text(JsonWebToken token, String claim) {
    Object value = token.getClaim(claim);
    return value == null ? "" : plain(value);
  }

  private static String plain(Object value) {
    return value instanceof JsonString json ? json.getString() : value.toString();
  }
}
