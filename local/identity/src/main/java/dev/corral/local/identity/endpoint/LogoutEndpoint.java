package dev.corral.local.identity.endpoint;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import dev.corral.local.identity.grant.Clients;
import dev.corral.local.identity.grant.RefreshTokens;
import dev.corral.local.identity.key.TokenCheck;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// Ends the browser's session and, with an ID token as hint, the refresh tokens of that sign-in.
final class LogoutEndpoint {
  private final Clients clients;
  private final TokenCheck check;
  private final RefreshTokens refreshTokens;
  private final LoginForm form;
  private final LoginPage page;

  LogoutEndpoint(
      Clients clients,
      TokenCheck check,
      RefreshTokens refreshTokens,
      LoginForm form,
      LoginPage page) {
    this.clients = clients;
    this.check = check;
    this.refreshTokens = refreshTokens;
    this.form = form;
    this.page = page;
  }

  void logout(RoutingContext context) {
    try {
      var query = Optional.ofNullable(context.request().query()).orElse("");
      logout(context, LogoutRequest.parse(query));
    } catch (ParseException e) {
      form.refuse(context, "The sign-out request is not valid.");
    }
  }

  private void logout(RoutingContext context, LogoutRequest request) {
    var returnTo = request.getPostLogoutRedirectionURI();
    if (returnTo != null && !clients.mayReturnAfterLogout(returnTo)) {
      form.refuse(context, "The address to return to is not registered.");
      return;
    }
    form.end(context);
    var hint = request.getIDTokenHint();
    if (hint != null) {
      check
          .idTokenHint(hint.getParsedString())
          .ifPresent(claims -> refreshTokens.revoke(String.valueOf(claims.getClaim("origin_jti"))));
    }
    if (returnTo == null) {
      page.message(context, 200, "Signed out", "You can close this page.");
      return;
    }
    var state = request.getState() == null ? "" : "?state=" + request.getState().getValue();
    context.response().setStatusCode(303).putHeader("Location", returnTo + state).end();
  }
}
