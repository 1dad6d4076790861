package dev.corral.local.identity.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;

/// Reads tokens of this provider that come back to it.
public final class TokenCheck {
  private final SigningKeys keys;
  private final Clock clock;

  public TokenCheck(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// The claims of a living access token.
  public Optional<JWTClaimsSet> accessToken(String token) {
    return signed(token)
        .filter(claims -> "access".equals(claims.getClaim("token_use")))
        .filter(claims -> claims.getExpirationTime().toInstant().isAfter(clock.instant()));
  }

  /// The claims of an ID token, expired or not: as a hint at sign-out that is enough.
  public Optional<JWTClaimsSet> idTokenHint(String token) {
    return signed(token).filter(claims -> "id".equals(claims.getClaim("token_use")));
  }

  private Optional<JWTClaimsSet> signed(String token) {
    try {
      var jwt = SignedJWT.parse(token);
      var key = keys.publicKeys().getKeyByKeyId(jwt.getHeader().getKeyID());
      if (key == null || !jwt.verify(new RSASSAVerifier(key.toRSAKey()))) {
        return Optional.empty();
      }
      return Optional.of(jwt.getJWTClaimsSet());
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }
}
