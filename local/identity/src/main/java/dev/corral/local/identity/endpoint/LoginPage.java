package dev.corral.local.identity.endpoint;

import dev.corral.local.identity.endpoint.Page.Markup;
import dev.corral.local.identity.grant.RandomSecret;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Shows the form and guards it: no script runs on it, nothing frames it, and a form that another
/// site sends is refused because it cannot know the value in this browser's cookie.
final class LoginPage {
  private static final String CSRF_COOKIE = "corral-login";

  private final Page login = Page.load("login.html");
  private final Page message = Page.load("message.html");
  private final String style = Page.load("login.css").template();
  private final Set<String> users;
  private final String contentSecurityPolicy;

  /// @param origins where a successful login may go: browsers apply `form-action` to redirects too
  LoginPage(Set<String> users, Set<String> origins) {
    this.users = new TreeSet<>(users);
    this.contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none';"
            + " form-action 'self' "
            + String.join(" ", new TreeSet<>(origins));
  }

  /// @param error what went wrong before; empty the first time
  void show(RoutingContext context, int status, String error, String username) {
    var csrf = csrf(context);
    var alert = "<p class=\"error\" role=\"alert\">" + Page.escaped(error) + "</p>";
    var again = !username.isEmpty();
    var html =
        login.with(
            Map.of(
                "error",
                new Markup(error.isEmpty() ? "" : alert),
                "query",
                String.valueOf(context.request().query()),
                "csrf",
                csrf,
                "username",
                username,
                "focusName",
                new Markup(again ? "" : "autofocus"),
                "focusPassword",
                new Markup(again ? "autofocus" : ""),
                "users",
                String.join(", ", users)));
    context
        .response()
        .addCookie(
            Cookie.cookie(CSRF_COOKIE, csrf)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setPath("/authorize"));
    html(context.response().setStatusCode(status), html);
  }

  void message(RoutingContext context, int status, String title, String text) {
    html(
        context.response().setStatusCode(status),
        message.with(Map.of("title", title, "text", text)));
  }

  void style(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "text/css; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(style);
  }

  /// True when the form was filled in on a page that this server showed to this browser.
  static boolean isOwnForm(RoutingContext context) {
    var cookie = context.request().getCookie(CSRF_COOKIE);
    var field = context.request().getFormAttribute("csrf");
    return cookie != null
        && field != null
        && MessageDigest.isEqual(
            cookie.getValue().getBytes(StandardCharsets.UTF_8),
            field.getBytes(StandardCharsets.UTF_8));
  }

  /// The same value for all tabs of a browser, so that one does not spoil another's form.
  private static String csrf(RoutingContext context) {
    var cookie = context.request().getCookie(CSRF_COOKIE);
    return cookie == null || cookie.getValue().isEmpty() ? RandomSecret.next() : cookie.getValue();
  }

  private void html(HttpServerResponse response, String html) {
    response
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Content-Security-Policy", contentSecurityPolicy)
        .putHeader("Cache-Control", "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .end(html);
  }
}
