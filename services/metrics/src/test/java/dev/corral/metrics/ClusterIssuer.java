package dev.corral.metrics;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.smallrye.jwt.build.Jwt;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;

/// A service-account issuer: discovery, keys and tokens.
public final class ClusterIssuer {

  private final WireMockServer server;
  private final KeyPair keys = keyPair();
  private final int port;

  /// Not started yet.
  public ClusterIssuer(int port) {
    this.port = port;
    server =
        new WireMockServer(WireMockConfiguration.options().port(port).bindAddress("127.0.0.1"));
  }

  /// Starts to answer.
  public void start() {
    server.start();
    answer(
        "/.well-known/openid-configuration",
        """
        {"issuer":"%1$s","jwks_uri":"%1$s/openid/v1/jwks","response_types_supported":["id_token"],
         "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}\
        """
            .formatted(url()));
    var key = (RSAPublicKey) keys.getPublic();
    answer(
        "/openid/v1/jwks",
        """
        {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"test","n":"%s","e":"%s"}]}\
        """
            .formatted(base64(key.getModulus()), base64(key.getPublicExponent())));
  }

  public void stop() {
    server.stop();
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /// A token that is right in every respect.
  public String gateway() {
    return token(url(), "system:serviceaccount:corral-system:gateway", "corral-internal", 600);
  }

  /// Any other token, signed with the issuer's key.
  public String token(String issuer, String subject, String audience, long expiresInSeconds) {
    return sign(issuer, subject, audience, expiresInSeconds, keys);
  }

  /// A token that is right except for its signature.
  public String forged() {
    return sign(
        url(), "system:serviceaccount:corral-system:gateway", "corral-internal", 600, keyPair());
  }

  private static String sign(
      String issuer, String subject, String audience, long expiresInSeconds, KeyPair keys) {
    var now = System.currentTimeMillis() / 1000;
    return Jwt.issuer(issuer)
        .subject(subject)
        .audience(audience)
        .issuedAt(Math.min(now, now + expiresInSeconds - Duration.ofMinutes(1).toSeconds()))
        .expiresAt(now + expiresInSeconds)
        .jws()
        .keyId("test")
        .sign(keys.getPrivate());
  }

  private void answer(String path, String json) {
    server.stubFor(WireMock.get(path).willReturn(WireMock.okJson(json)));
  }

  private static String base64(BigInteger number) {
    var bytes = number.toByteArray();
    var start = bytes[0] == 0 ? 1 : 0;
    var unsigned = java.util.Arrays.copyOfRange(bytes, start, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
  }

  private static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
