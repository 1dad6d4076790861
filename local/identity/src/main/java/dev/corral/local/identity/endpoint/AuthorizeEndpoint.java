package dev.corral.local.identity.endpoint;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.Prompt;
import dev.corral.local.identity.grant.AuthorizationCodes;
import dev.corral.local.identity.grant.Client;
import dev.corral.local.identity.grant.Clients;
import dev.corral.local.identity.grant.Grant;
import dev.corral.local.identity.grant.RandomSecret;
import dev.corral.local.identity.grant.Sessions.Session;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what an authorisation request deserves: an error page, an error at the client, the login
/// page, or a code.
final class AuthorizeEndpoint {
  private final Issuer issuer;
  private final Clients clients;
  private final AuthorizationCodes codes;
  private final LoginForm form;

  AuthorizeEndpoint(Issuer issuer, Clients clients, AuthorizationCodes codes, LoginForm form) {
    this.issuer = issuer;
    this.clients = clients;
    this.codes = codes;
    this.form = form;
  }

  /// `GET`: whoever has a session gets a code at once, the rest see the form.
  void ask(RoutingContext context) {
    valid(context).ifPresent(request -> answer(context, request));
  }

  /// `POST`: the form comes back.
  void login(RoutingContext context) {
    valid(context)
        .ifPresent(request ->
            form.submit(context).ifPresent(session -> sendCode(context, request, session)));
  }

  private void answer(RoutingContext context, AuthenticationRequest request) {
    var prompt = Optional.ofNullable(request.getPrompt()).orElse(new Prompt());
    var session = form.session(context);
    if (session.isPresent() && !prompt.contains(Prompt.Type.LOGIN)) {
      sendCode(context, request, session.get());
    } else if (prompt.contains(Prompt.Type.NONE)) {
      sendError(context, request.getRedirectionURI(), OIDCError.LOGIN_REQUIRED, request.getState());
    } else {
      form.show(context);
    }
  }

  /// A request for an unknown client or address is never answered there.
  private Optional<AuthenticationRequest> valid(RoutingContext context) {
    var query = context.queryParams();
    var client = clients.find(String.valueOf(query.get("client_id")));
    var redirect = redirectUri(client, query.get("redirect_uri"));
    if (redirect.isEmpty()) {
      form.refuse(context, "The application that sent you here is not known at this address.");
      return Optional.empty();
    }
    try {
      var request = AuthenticationRequest.parse(String.valueOf(context.request().query()));
      var error = errorIn(request);
      error.ifPresent(each -> sendError(context, redirect.get(), each, request.getState()));
      return error.isEmpty() ? Optional.of(request) : Optional.empty();
    } catch (ParseException e) {
      var error = Optional.ofNullable(e.getErrorObject()).orElse(OAuth2Error.INVALID_REQUEST);
      sendError(context, redirect.get(), error, e.getState());
      return Optional.empty();
    }
  }

  private static Optional<URI> redirectUri(Optional<Client> client, @Nullable String wanted) {
    return client.flatMap(each ->
        each.redirectUris().stream().filter(uri -> uri.toString().equals(wanted)).findFirst());
  }

  private static Optional<ErrorObject> errorIn(AuthenticationRequest request) {
    if (!request.getResponseType().equals(ResponseType.CODE)) {
      return Optional.of(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE);
    }
    if (request.getCodeChallenge() == null
        || !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())) {
      return Optional.of(
          OAuth2Error.INVALID_REQUEST.setDescription(
              "PKCE with code_challenge_method S256 is required"));
    }
    return Optional.empty();
  }

  private void sendCode(RoutingContext context, AuthenticationRequest request, Session session) {
    var nonce = request.getNonce() == null ? "" : request.getNonce().getValue();
    var grant =
        new Grant(
            session.user(),
            request.getClientID().getValue(),
            request.getScope().toString(),
            nonce,
            session.authenticatedAt(),
            RandomSecret.next());
    var code = codes.issue(grant, request.getRedirectionURI(), request.getCodeChallenge());
    var response =
        new AuthenticationSuccessResponse(
            request.getRedirectionURI(),
            new AuthorizationCode(code),
            null,
            null,
            request.getState(),
            null,
            issuer,
            ResponseMode.QUERY);
    redirect(context, response.toURI());
  }

  private void sendError(
      RoutingContext context, URI redirectUri, ErrorObject error, @Nullable State state) {
    var response =
        new AuthenticationErrorResponse(redirectUri, error, state, issuer, ResponseMode.QUERY);
    redirect(context, response.toURI());
  }

  private static void redirect(RoutingContext context, URI uri) {
    context
        .response()
        .setStatusCode(303)
        .putHeader("Location", uri.toString())
        .putHeader("Cache-Control", "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .end();
  }
}
