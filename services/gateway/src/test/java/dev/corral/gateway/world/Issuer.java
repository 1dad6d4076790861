package dev.corral.gateway.world;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// An issuer of tokens on a port of its own: discovery, keys, and a pen to sign anything with.
public final class Issuer {
  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  private final RsaJsonWebKey key;

  public Issuer() {
    try {
      key = RsaJwkGenerator.generateJwk(2048);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
    key.setKeyId("key-1");
    key.setUse("sig");
    key.setAlgorithm("RS256");
  }

  public void start() {
    server.start();
    String document =
        """
        {"issuer":"%s","jwks_uri":"%s/jwks","authorization_endpoint":"%s/authorize",
         "token_endpoint":"%s/token","response_types_supported":["code"],
         "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}
        """
            .replace("%s", url());
    json("/.well-known/openid-configuration", document);
    json("/jwks", new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
  }

  public void stop() {
    server.stop();
  }

  public String url() {
    return "http://localhost:" + server.port();
  }

  public RsaJsonWebKey key() {
    return key;
  }

  /// How often anything but discovery and the keys was asked for.
  public int strangeRequests() {
    return server.findAllUnmatchedRequests().size();
  }

  /// A person's access token in Cognito's shape.
  public String token(String person, String... groups) {
    return sign(claims(person, groups));
  }

  public JwtClaims claims(String person, String... groups) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(url());
    claims.setSubject(person);
    claims.setClaim("username", person);
    claims.setClaim("token_use", "access");
    claims.setClaim("client_id", "corral-console");
    claims.setClaim("scope", "openid profile");
    claims.setClaim("cognito:groups", List.of(groups));
    claims.setJwtId(UUID.randomUUID().toString());
    claims.setIssuedAtToNow();
    expire(claims, Duration.ofMinutes(30));
    return claims;
  }

  public static void expire(JwtClaims claims, Duration fromNow) {
    claims.setExpirationTime(NumericDate.fromSeconds(Instant.now().plus(fromNow).getEpochSecond()));
  }

  /// A service account's token.
  public String serviceToken(String service, String audience) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(url());
    claims.setSubject("system:serviceaccount:corral-system:" + service);
    claims.setAudience(audience);
    claims.setIssuedAtToNow();
    expire(claims, Duration.ofMinutes(30));
    return sign(claims);
  }

  public String sign(JwtClaims claims) {
    return sign(claims, Map.of());
  }

  public String sign(JwtClaims claims, Map<String, String> headers) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setKey(key.getPrivateKey());
    jws.setKeyIdHeaderValue(key.getKeyId());
    jws.setAlgorithmHeaderValue("RS256");
    headers.forEach(jws::setHeader);
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private void json(String path, String body) {
    server.stubFor(
        WireMock.get(WireMock.urlEqualTo(path))
            .willReturn(
                WireMock.aResponse()
                    .withHeader("content-type", "application/json")
                    .withBody(body)));
  }
}
