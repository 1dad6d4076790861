package dev.corral.local.identity.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import dev.corral.local.identity.grant.Grant;
import dev.corral.local.identity.user.User;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;

/// Signs tokens shaped like Cognito's: an access token without audience that names its client, and
/// an ID token for that client.
public final class TokenMint {
  private final Issuer issuer;
  private final SigningKeys keys;
  private final Duration lifetime;
  private final Clock clock;

  public TokenMint(Issuer issuer, SigningKeys keys, Duration lifetime, Clock clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  public BearerAccessToken accessToken(User user, Grant grant) {
    var claims =
        base(user, grant)
            .claim("token_use", "access")
            .claim("client_id", grant.clientId())
            .claim("username", user.name())
            .claim("scope", grant.scope())
            .claim("version", 2)
            .build();
    return new BearerAccessToken(
        sign(claims).serialize(), lifetime.toSeconds(), grant.scopeValue());
  }

  public SignedJWT idToken(User user, Grant grant, BearerAccessToken accessToken) {
    var claims =
        base(user, grant)
            .claim("token_use", "id")
            .audience(grant.clientId())
            .claim("cognito:username", user.name())
            .claim("name", user.name())
            .claim("at_hash", AccessTokenHash.compute(accessToken, JWSAlgorithm.RS256).getValue());
    if (!grant.nonce().isEmpty()) {
      claims.claim("nonce", grant.nonce());
    }
    return sign(claims.build());
  }

  private JWTClaimsSet.Builder base(User user, Grant grant) {
    var now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(issuer.getValue())
        .subject(user.name())
        .claim("cognito:groups", user.groups())
        .claim("auth_time", grant.authenticatedAt().getEpochSecond())
        .claim("origin_jti", grant.family())
        .claim("event_id", grant.family())
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(lifetime)));
  }

  private SignedJWT sign(JWTClaimsSet claims) {
    var key = keys.current();
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("the signing key was checked when it was loaded", e);
    }
    return token;
  }
}
