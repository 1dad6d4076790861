package dev.corral.local.identity.endpoint;

import dev.corral.local.identity.key.TokenCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/// Tells the bearer of an access token who it stands for.
final class UserInfoEndpoint {
  private static final String BEARER = "Bearer ";

  private final TokenCheck check;

  UserInfoEndpoint(TokenCheck check) {
    this.check = check;
  }

  void userInfo(RoutingContext context) {
    var header = context.request().getHeader("Authorization");
    var token = header != null && header.startsWith(BEARER) ? header.substring(7).strip() : "";
    var claims = check.accessToken(token);
    if (claims.isEmpty()) {
      context
          .response()
          .setStatusCode(401)
          .putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
          .end();
      return;
    }
    var groups = claims.get().getClaim("cognito:groups") instanceof List<?> list ? list : List.of();
    context.json(
        new JsonObject()
            .put("sub", claims.get().getSubject())
            .put("username", claims.get().getClaim("username"))
            .put("name", claims.get().getClaim("username"))
            .put("cognito:groups", new JsonArray(groups)));
  }
}
