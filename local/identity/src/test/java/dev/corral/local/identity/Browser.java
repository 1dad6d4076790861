package dev.corral.local.identity;

import static io.restassured.RestAssured.given;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A person at a browser, and the console's side of the flow.
final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

  final CodeVerifier verifier = new CodeVerifier();
  private final Map<String, String> cookies = new HashMap<>();
  private final String provider;

  Browser(String provider) {
    this.provider = provider;
  }

  Map<String, String> usualRequest() {
    var challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
    return new HashMap<>(
        Map.of(
            "response_type", "code",
            "client_id", "corral-console",
            "redirect_uri", IdentityProcess.CALLBACK,
            "scope", "openid profile",
            "state", "s-1",
            "nonce", "n-1",
            "code_challenge", challenge,
            "code_challenge_method", "S256"));
  }

  Response open(Map<String, String> request) {
    return remember(withCookies().queryParams(request).get(provider + "/authorize"));
  }

  Response submit(Map<String, String> request, String csrf, String user, String password) {
    return remember(
        withCookies()
            .queryParams(request)
            .contentType("application/x-www-form-urlencoded; charset=UTF-8")
            .formParams(Map.of("csrf", csrf, "username", user, "password", password))
            .post(provider + "/authorize"));
  }

  /// The whole sign-in; the code that arrives at the console.
  String signIn(String user) {
    var request = usualRequest();
    var page = open(request);
    return codeIn(submit(request, csrfIn(page), user, user + "-corral"));
  }

  Response redeem(String code, String redirectUri, String codeVerifier) {
    return token(
        Map.of(
            "grant_type", "authorization_code",
            "client_id", "corral-console",
            "code", code,
            "redirect_uri", redirectUri,
            "code_verifier", codeVerifier));
  }

  Response refresh(String refreshToken) {
    return token(
        Map.of(
            "grant_type", "refresh_token",
            "client_id", "corral-console",
            "refresh_token", refreshToken));
  }

  Response token(Map<String, String> form) {
    return given()
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParams(form)
        .post(provider + "/token");
  }

  Response get(String pathAndQuery) {
    return remember(withCookies().get(URI.create(provider + pathAndQuery)));
  }

  static String csrfIn(Response page) {
    var found = CSRF.matcher(page.asString());
    return found.find() ? found.group(1) : "";
  }

  static String codeIn(Response redirect) {
    var found = CODE.matcher(String.valueOf(redirect.header("Location")));
    return found.find() ? found.group(1) : "";
  }

  private RequestSpecification withCookies() {
    return given().redirects().follow(false).cookies(cookies);
  }

  private Response remember(Response response) {
    cookies.putAll(response.cookies());
    return response;
  }
}
