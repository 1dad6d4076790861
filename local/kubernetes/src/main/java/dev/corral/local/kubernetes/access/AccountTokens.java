package dev.corral.local.kubernetes.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.corral.local.kubernetes.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Issues and verifies service-account tokens; its key outlives a restart.
public final class AccountTokens {
  private final RSAKey key;
  private final String issuer;
  private final Clock clock;

  private AccountTokens(RSAKey key, String issuer, Clock clock) {
    this.key = key;
    this.issuer = issuer;
    this.clock = clock;
  }

  /// The account a token is for: its names and uid.
  public record Account(String namespace, String name, String uid) {}

  /// The issuer with the key in a directory, made when it is not there.
  public static AccountTokens in(Path directory, String issuer, Clock clock)
      throws IOException, JOSEException {
    Path file = directory.resolve("service-account-key.json");
    if (!Files.exists(file)) {
      RSAKey fresh =
          new RSAKeyGenerator(2048)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint(true)
              .generate();
      PrivateFiles.write(file, fresh.toJSONString());
    }
    try {
      return new AccountTokens(RSAKey.parse(Files.readString(file)), issuer, clock);
    } catch (ParseException e) {
      throw new IOException("the key " + file + " cannot be read", e);
    }
  }

  public String issuer() {
    return issuer;
  }

  /// When a token issued now for so long ends.
  public Instant expiry(Duration lifetime) {
    return clock.instant().plus(lifetime);
  }

  /// A signed token for an account and audiences.
  public String issue(Account account, List<String> audiences, Instant expiry) {
    Instant now = clock.instant();
    Map<String, Object> bound =
        Map.of(
            "namespace",
            account.namespace(),
            "serviceaccount",
            Map.of("name", account.name(), "uid", account.uid()));
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject("system:serviceaccount:" + account.namespace() + ":" + account.name())
            .audience(audiences)
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(expiry))
            .jwtID(UUID.randomUUID().toString())
            .claim("kubernetes.io", bound)
            .build();
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("the service-account key cannot sign", e);
    }
  }

  /// The account of a valid token for this API; tokens for other audiences are not.
  public Optional<Account> verify(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      boolean good =
          JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
              && jwt.verify(new RSASSAVerifier(key))
              && issuer.equals(claims.getIssuer())
              && claims.getAudience().contains(issuer)
              && claims.getExpirationTime() != null
              && claims.getExpirationTime().toInstant().isAfter(clock.instant());
      return good ? Optional.of(account(claims)) : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private static Account account(JWTClaimsSet claims) throws ParseException {
    JsonNode bound = Json.object("k", claims.getJSONObjectClaim("kubernetes.io")).path("k");
    JsonNode account = bound.path("serviceaccount");
    return new Account(
        bound.path("namespace").asText(),
        account.path("name").asText(),
        account.path("uid").asText());
  }

  /// The discovery document of the issuer.
  public ObjectNode discovery() {
    return Json.object(
        "issuer", issuer,
        "jwks_uri", issuer + "/openid/v1/jwks",
        "response_types_supported", List.of("id_token"),
        "subject_types_supported", List.of("public"),
        "id_token_signing_alg_values_supported", List.of("RS256"));
  }

  /// The public keys, as JSON text.
  public String keys() {
    return new JWKSet(key).toPublicJWKSet().toString();
  }
}
