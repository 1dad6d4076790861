package dev.corral.local.identity.endpoint;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import dev.corral.local.identity.grant.AuthorizationCodes;
import dev.corral.local.identity.grant.AuthorizationCodes.Redeemed;
import dev.corral.local.identity.grant.Client;
import dev.corral.local.identity.grant.Clients;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a code, a refresh token or (for scripts) a password into tokens.
final class TokenEndpoint {
  private static final Scope USUAL_SCOPE = new Scope("openid", "profile");

  private final URI address;
  private final Clients clients;
  private final AuthorizationCodes codes;
  private final Issuance issuance;

  TokenEndpoint(URI address, Clients clients, AuthorizationCodes codes, Issuance issuance) {
    this.address = address;
    this.clients = clients;
    this.codes = codes;
    this.issuance = issuance;
  }

  void token(RoutingContext context) {
    try {
      var request = TokenRequest.parse(form(context));
      var response = new OIDCTokenResponse(tokens(client(request), request));
      send(context, 200, response.toJSONObject().toJSONString());
    } catch (GeneralException e) {
      var error = Optional.ofNullable(e.getErrorObject()).orElse(OAuth2Error.INVALID_REQUEST);
      var response = new TokenErrorResponse(error);
      send(context, error.getHTTPStatusCode(), response.toJSONObject().toJSONString());
    }
  }

  private OIDCTokens tokens(Client client, TokenRequest request) throws GeneralException {
    var grant = request.getAuthorizationGrant();
    if (!client.grantTypes().contains(grant.getType())) {
      throw new GeneralException(OAuth2Error.UNAUTHORIZED_CLIENT);
    }
    return switch (grant) {
      case AuthorizationCodeGrant code -> byCode(client, code);
      case RefreshTokenGrant refresh ->
          issuance.renewed(refresh.getRefreshToken().getValue(), client.id());
      case ResourceOwnerPasswordCredentialsGrant password ->
          issuance.forPassword(
              password.getUsername(),
              password.getPassword().getValue(),
              client.id(),
              Optional.ofNullable(request.getScope()).orElse(USUAL_SCOPE).toString());
      default -> throw new GeneralException(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
    };
  }

  private OIDCTokens byCode(Client client, AuthorizationCodeGrant code) throws GeneralException {
    var redeemed =
        codes.redeem(
            code.getAuthorizationCode().getValue(),
            client.id(),
            code.getRedirectionURI(),
            code.getCodeVerifier());
    return switch (redeemed) {
      case Redeemed.Granted(var grant) -> issuance.first(grant);
      case Redeemed.Refused() -> throw new GeneralException(OAuth2Error.INVALID_GRANT);
      case Redeemed.Replayed(var grant) -> {
        issuance.revoke(grant);
        throw new GeneralException(OAuth2Error.INVALID_GRANT);
      }
    };
  }

  /// Our clients are public: one that shows a secret is not one of them.
  private Client client(TokenRequest request) throws GeneralException {
    if (request.getClientAuthentication() != null || request.getClientID() == null) {
      throw new GeneralException(OAuth2Error.INVALID_CLIENT);
    }
    return clients
        .find(request.getClientID().getValue())
        .orElseThrow(() -> new GeneralException(OAuth2Error.INVALID_CLIENT));
  }

  private HTTPRequest form(RoutingContext context) throws GeneralException {
    var request = new HTTPRequest(HTTPRequest.Method.POST, address);
    request.setContentType("application/x-www-form-urlencoded");
    var authorization = context.request().getHeader("Authorization");
    if (authorization != null) {
      request.setAuthorization(authorization);
    }
    var parameters = parameters(context.request().formAttributes());
    request.setBody(URLUtils.serializeParameters(parameters));
    return request;
  }

  private static Map<String, List<String>> parameters(MultiMap form) {
    var parameters = new HashMap<String, List<String>>();
    form.forEach(
        (name, value) -> parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    return parameters;
  }

  private static void send(RoutingContext context, int status, String json) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Pragma", "no-cache")
        .end(json);
  }
}
