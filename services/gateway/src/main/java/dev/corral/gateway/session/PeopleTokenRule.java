package dev.corral.gateway.session;

import java.util.List;
import java.util.regex.Pattern;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwt.consumer.Validator;
import org.jspecify.annotations.Nullable;

/// What a person's token must be beyond signature, issuer and time: an *access* token, for a client
/// of ours.
///
/// Cognito's access tokens have no `aud`, so `client_id` is the only thing that tells ours from
/// those of the pool's other clients.
public final class PeopleTokenRule implements Validator {
  private static final Pattern PRINCIPAL = Pattern.compile("[A-Za-z0-9._@:+|=/-]{1,128}");

  private final List<String> clientIds;
  private final String principalClaim;

  public PeopleTokenRule(List<String> clientIds, String principalClaim) {
    this.clientIds = List.copyOf(clientIds);
    this.principalClaim = principalClaim;
  }

  @Override
  public @Nullable String validate(JwtContext context) throws MalformedClaimException {
    JwtClaims claims = context.getJwtClaims();
    if (!"access".equals(claims.getClaimValue("token_use"))) {
      return "not an access token";
    }
    if (!(claims.getClaimValue("client_id") instanceof String client)
        || !clientIds.contains(client)) {
      return "not for a client of this platform";
    }
    if (!(claims.getClaimValue(principalClaim) instanceof String principal)
        || !PRINCIPAL.matcher(principal).matches()) {
      return "no usable principal";
    }
    return null;
  }
}
