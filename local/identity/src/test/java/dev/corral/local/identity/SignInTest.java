package dev.corral.local.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
  @TempDir private static Path state;
  private static IdentityProcess provider;
  private Browser browser;

  @BeforeAll
  static void start() throws Exception {
    provider = IdentityProcess.start(state);
  }

  @AfterAll
  static void stop() throws Exception {
    provider.close();
  }

  @BeforeEach
  void openBrowser() {
    browser = new Browser(provider.url());
  }

  @Test
  void theWholeFlowGivesTokensInCognitosShape() throws Exception {
    var code = browser.signIn("alice");
    var tokens = browser.redeem(code, IdentityProcess.CALLBACK, browser.verifier.getValue());
    assertEquals(200, tokens.statusCode());
    assertEquals("no-store", tokens.header("Cache-Control"));

    var access = verified(tokens.path("access_token"));
    assertEquals("access", access.getStringClaim("token_use"));
    assertEquals("corral-console", access.getStringClaim("client_id"));
    assertEquals("alice", access.getSubject());
    assertEquals("alice", access.getStringClaim("username"));
    assertEquals(List.of("corral-user"), access.getStringListClaim("cognito:groups"));
    assertEquals("openid profile", access.getStringClaim("scope"));
    assertEquals(provider.url(), access.getIssuer());
    assertNull(access.getClaim("aud"));
    var life = access.getExpirationTime().getTime() - access.getIssueTime().getTime();
    assertEquals(900_000, life);

    var id = verified(tokens.path("id_token"));
    assertEquals(List.of("corral-console"), id.getAudience());
    assertEquals("n-1", id.getStringClaim("nonce"));
    assertEquals("id", id.getStringClaim("token_use"));

    given()
        .auth()
        .oauth2(tokens.path("access_token"))
        .get(provider.url() + "/userinfo")
        .then()
        .statusCode(200)
        .body("sub", equalTo("alice"))
        .body("'cognito:groups'[0]", equalTo("corral-user"));
    given()
        .auth()
        .oauth2(tokens.path("id_token"))
        .get(provider.url() + "/userinfo")
        .then()
        .statusCode(401);
  }

  @Test
  void theDiscoveryDocumentIsAboutThisProvider() throws Exception {
    var document = browser.get("/.well-known/openid-configuration").asString();
    var metadata = OIDCProviderMetadata.parse(document);
    assertEquals(new Issuer(provider.url()), metadata.getIssuer());
    assertEquals(URI.create(provider.url() + "/logout"), metadata.getEndSessionEndpointURI());
    assertEquals("S256", metadata.getCodeChallengeMethods().getFirst().getValue());
  }

  @Test
  void theLoginPageIsLockedDownAndShowsAWrongPassword() {
    var page = browser.open(browser.usualRequest());
    assertEquals(200, page.statusCode());
    var policy = page.header("Content-Security-Policy");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("form-action 'self' http://localhost:8080"), policy);
    assertFalse(page.asString().contains("<script"));

    var request = browser.usualRequest();
    var wrong = browser.submit(request, Browser.csrfIn(page), "bob<x>", "nope");
    assertEquals(401, wrong.statusCode());
    assertTrue(wrong.asString().contains("role=\"alert\""));
    assertTrue(wrong.asString().contains("bob&lt;x&gt;"));
    assertEquals("", Browser.codeIn(wrong));
  }

  @Test
  void aFormFromElsewhereIsRefused() {
    browser.open(browser.usualRequest());
    var forged = browser.submit(browser.usualRequest(), "guess", "alice", "alice-corral");
    assertEquals(403, forged.statusCode());
    var blind =
        new Browser(provider.url()).submit(browser.usualRequest(), "", "alice", "alice-corral");
    assertEquals(403, blind.statusCode());
  }

  @Test
  void aCodeWorksOnceAndItsReplayRevokesWhatCameOfIt() {
    var code = browser.signIn("bob");
    var verifier = browser.verifier.getValue();
    var tokens = browser.redeem(code, IdentityProcess.CALLBACK, verifier);
    assertEquals(200, tokens.statusCode());
    var replay = browser.redeem(code, IdentityProcess.CALLBACK, verifier);
    assertEquals(400, replay.statusCode());
    assertEquals("invalid_grant", replay.path("error"));
    assertEquals(400, browser.refresh(tokens.path("refresh_token")).statusCode());
  }

  @Test
  void aWrongVerifierOrAddressIsRefusedAndUsesTheCodeUp() {
    var code = browser.signIn("bob");
    var wrong = browser.redeem(code, IdentityProcess.CALLBACK, "x".repeat(43));
    assertEquals("invalid_grant", wrong.path("error"));
    var right = browser.redeem(code, IdentityProcess.CALLBACK, browser.verifier.getValue());
    assertEquals("invalid_grant", right.path("error"));

    var other = new Browser(provider.url());
    var moved = other.redeem(other.signIn("bob"), IdentityProcess.HOME, other.verifier.getValue());
    assertEquals("invalid_grant", moved.path("error"));
  }

  @Test
  void pkceWithS256IsRequired() {
    for (var change :
        List.of(Map.of("code_challenge_method", "plain"), Map.of("code_challenge", ""))) {
      var request = browser.usualRequest();
      change.forEach((key, value) -> request.put(key, value));
      request.values().removeIf(String::isEmpty);
      var refused = browser.open(request);
      assertEquals(303, refused.statusCode());
      assertTrue(refused.header("Location").startsWith(IdentityProcess.CALLBACK));
      assertTrue(refused.header("Location").contains("error=invalid_request"));
      assertTrue(refused.header("Location").contains("state=s-1"));
    }
  }

  @Test
  void anUnknownAddressOrClientIsNeverRedirectedTo() {
    for (var change :
        List.of(
            Map.of("redirect_uri", IdentityProcess.CALLBACK + "/x"),
            Map.of("redirect_uri", "https://evil.example/"),
            Map.of("client_id", "other"))) {
      var request = browser.usualRequest();
      request.putAll(change);
      var refused = browser.open(request);
      assertEquals(400, refused.statusCode());
      assertNull(refused.header("Location"));
    }
  }

  @Test
  void aRefreshTokenRotatesAndItsReuseEndsTheFamily() {
    var tokens =
        browser.redeem(
            browser.signIn("alice"), IdentityProcess.CALLBACK, browser.verifier.getValue());
    String first = tokens.path("refresh_token");
    var renewed = browser.refresh(first);
    assertEquals(200, renewed.statusCode());
    String second = renewed.path("refresh_token");
    assertNotEquals(first, second);
    assertEquals("invalid_grant", browser.refresh(first).path("error"));
    assertEquals("invalid_grant", browser.refresh(second).path("error"));
  }

  @Test
  void aSessionSparesThePasswordUntilSignOut() {
    var tokens =
        browser.redeem(
            browser.signIn("alice"), IdentityProcess.CALLBACK, browser.verifier.getValue());
    assertNotEquals("", Browser.codeIn(browser.open(browser.usualRequest())));

    var evil = browser.get("/logout?post_logout_redirect_uri=https://evil.example/");
    assertEquals(400, evil.statusCode());
    String hint = tokens.path("id_token");
    var out =
        browser.get(
            "/logout?state=x&post_logout_redirect_uri=http://localhost:8080/&id_token_hint="
                + hint);
    assertEquals("http://localhost:8080/?state=x", out.header("Location"));
    assertEquals(200, browser.open(browser.usualRequest()).statusCode());
    assertEquals(400, browser.refresh(tokens.path("refresh_token")).statusCode());

    var silent = browser.usualRequest();
    silent.put("prompt", "none");
    assertTrue(browser.open(silent).header("Location").contains("error=login_required"));
  }

  @Test
  void onlyTheCommandLineMaySendAPassword() {
    var form = Map.of("grant_type", "password", "username", "admin", "password", "admin-corral");
    var script = new HashMap<>(form);
    script.put("client_id", "corral-cli");
    var tokens = browser.token(script);
    assertEquals(200, tokens.statusCode());
    var claims = claims(tokens.path("access_token"));
    assertTrue(claims.contains("\"client_id\":\"corral-cli\""), claims);
    assertTrue(claims.contains("corral-admin"), claims);

    script.put("client_id", "corral-console");
    assertEquals("unauthorized_client", browser.token(script).path("error"));
    script.put("client_id", "corral-cli");
    script.put("password", "wrong");
    assertEquals("invalid_grant", browser.token(script).path("error"));
    assertEquals("invalid_request", browser.token(Map.of()).path("error"));
  }

  @Test
  void onlyTheConsolesOriginMayCallFromABrowser() {
    given()
        .header("Origin", "http://localhost:8080")
        .header("Access-Control-Request-Method", "POST")
        .options(provider.url() + "/token")
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Origin", equalTo("http://localhost:8080"))
        .header("Access-Control-Allow-Headers", containsString("content-type"));
    var stranger =
        given()
            .header("Origin", "http://localhost:9999")
            .get(provider.url() + "/.well-known/jwks.json");
    assertNull(stranger.header("Access-Control-Allow-Origin"));
  }

  private JWTClaimsSet verified(String token) throws Exception {
    var jwt = SignedJWT.parse(token);
    var keys = JWKSet.parse(browser.get("/.well-known/jwks.json").asString());
    var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
    assertFalse(key.isPrivate());
    assertTrue(jwt.verify(new RSASSAVerifier(key.toRSAKey())));
    return jwt.getJWTClaimsSet();
  }

  private static String claims(String token) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
  }
}
