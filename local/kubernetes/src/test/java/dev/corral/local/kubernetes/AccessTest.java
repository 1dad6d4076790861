package dev.corral.local.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.corral.local.kubernetes.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets in, and the tokens that service accounts get.
class AccessTest {
  @TempDir static Path directory;
  private static RunningCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = RunningCluster.start(directory.resolve("state"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static int status(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cluster.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return cluster
        .http()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void strangersOnlyReadWhatIsPublic() throws Exception {
    for (String open :
        List.of(
            "/version",
            "/healthz",
            "/livez",
            "/readyz",
            "/.well-known/openid-configuration",
            "/openid/v1/jwks")) {
      assertEquals(200, status(open), open);
    }
    for (String closed :
        List.of(
            "/api",
            "/apis",
            "/api/v1/secrets",
            "/api/v1/pods?watch=true",
            "/openapi/v3",
            "/nothing")) {
      assertEquals(401, status(closed), closed);
      assertEquals(401, status(closed, "Authorization", "Bearer wrong"), closed);
    }
  }

  @Test
  void foreignHostNamesAreRefused() throws Exception {
    assertEquals(403, status("/version", "Host", "evil.example:443"));
    assertEquals(200, status("/version", "Host", "localhost:1"));
  }

  @Test
  void theKubeconfigIsPrivate() throws Exception {
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.kubeconfig())));
  }

  private static String token(String audiences, int seconds) throws Exception {
    var reply =
        cluster.send(
            "POST",
            "/api/v1/namespaces/default/serviceaccounts/default/token",
            "application/json",
            "{\"spec\":{\"audiences\":" + audiences + ",\"expirationSeconds\":" + seconds + "}}");
    assertEquals(201, reply.statusCode(), reply.body());
    return Json.parse(reply.body().getBytes()).path("status").path("token").asText();
  }

  @Test
  void aTokenIsSignedByThePublishedKeyAndSaysWhoAndForWhom() throws Exception {
    SignedJWT jwt = SignedJWT.parse(token("[\"corral-internal\"]", 3600));
    JWKSet keys = JWKSet.parse(cluster.get("/openid/v1/jwks").body());
    assertTrue(
        jwt.verify(new RSASSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())));
    assertEquals(cluster.url(), jwt.getJWTClaimsSet().getIssuer());
    assertEquals("system:serviceaccount:default:default", jwt.getJWTClaimsSet().getSubject());
    assertEquals(List.of("corral-internal"), jwt.getJWTClaimsSet().getAudience());
  }

  @Test
  void onlyTokensForThisApiOpenIt() throws Exception {
    assertEquals(200, status("/api/v1/pods", "Authorization", "Bearer " + token("[]", 600)));
    assertEquals(
        401,
        status("/api/v1/pods", "Authorization", "Bearer " + token("[\"corral-internal\"]", 600)));
  }

  @Test
  void tokensThatAreTooShortLivedOrForNobodyAreRefused() throws Exception {
    String path = "/api/v1/namespaces/default/serviceaccounts/";
    assertEquals(
        422,
        cluster
            .send(
                "POST",
                path + "default/token",
                "application/json",
                "{\"spec\":{\"expirationSeconds\":10}}")
            .statusCode());
    assertEquals(
        404,
        cluster
            .send("POST", path + "nobody/token", "application/json", "{\"spec\":{}}")
            .statusCode());
  }
}
