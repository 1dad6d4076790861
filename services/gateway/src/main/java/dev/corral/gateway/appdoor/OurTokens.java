package dev.corral.gateway.appdoor;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Tells what is worth something at Corral from what is an app's own.
final class OurTokens {
  private static final String BEARER = "bearer ";
  private static final String KEY = "crl_";
  private static final int JWT_PARTS = 3;

  private final String issuer;

  /// @param issuer of people's tokens
  OurTokens(String issuer) {
    this.issuer = issuer;
  }

  /// Whether a header carries a key of Corral, or a token of its issuer. No signature is looked at:
  /// nothing is allowed by this.
  boolean includes(String header) {
    String value = header.strip();
    String token =
        value.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? value.substring(BEARER.length()).strip()
            : value;
    return token.startsWith(KEY) || isOfOurIssuer(token);
  }

  private boolean isOfOurIssuer(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != JWT_PARTS) {
      return false;
    }
    try {
      String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      return issuer.equals(new JsonObject(claims).getValue("iss"));
    } catch (IllegalArgumentException | DecodeException e) {
      return false;
    }
  }
}
