package dev.corral.gateway.appdoor;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Tells what is worth something at Corral from what is an app's own.
final class OurTokens {
  private static final Pattern KEY = Pattern.compile("crl_[a-z0-9]{12}_");
  private static final Pattern JWT =
      Pattern.compile("[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}");

  private final String issuer;

  /// @param issuer of people's tokens
  OurTokens(String issuer) {
    this.issuer = issuer;
  }

  /// Whether a header carries a key of Corral, or a token of its issuer, in whatever dress. No
  /// signature is looked at: nothing is allowed by this.
  boolean isIn(String header) {
    return KEY.matcher(header).find()
        || JWT.matcher(header).results().map(MatchResult::group).anyMatch(this::isOfOurIssuer);
  }

  private boolean isOfOurIssuer(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      return issuer.equals(new JsonObject(claims).getValue("iss"));
    } catch (IllegalArgumentException | DecodeException e) {
      return false;
    }
  }
}
