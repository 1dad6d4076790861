package dev.corral.local.identity.endpoint;

import dev.corral.local.identity.grant.Sessions;
import dev.corral.local.identity.grant.Sessions.Session;
import dev.corral.local.identity.user.PasswordCheck;
import dev.corral.local.identity.user.PasswordCheck.Result;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs a browser in by password, and remembers it in a session cookie.
final class LoginForm {
  static final String SESSION_COOKIE = "corral-session";

  private final LoginPage page;
  private final PasswordCheck passwords;
  private final Sessions sessions;
  private final Clock clock;

  LoginForm(LoginPage page, PasswordCheck passwords, Sessions sessions, Clock clock) {
    this.page = page;
    this.passwords = passwords;
    this.sessions = sessions;
    this.clock = clock;
  }

  Optional<Session> session(RoutingContext context) {
    return sessions.find(sessionCookie(context));
  }

  void show(RoutingContext context) {
    page.show(context, 200, "", "");
  }

  void refuse(RoutingContext context, String text) {
    page.message(context, 400, "This sign-in cannot go on", text);
  }

  /// The new session, or empty when the form was shown again with the reason.
  Optional<Session> submit(RoutingContext context) {
    var username = Optional.ofNullable(context.request().getFormAttribute("username")).orElse("");
    var password = Optional.ofNullable(context.request().getFormAttribute("password")).orElse("");
    if (!LoginPage.isOwnForm(context)) {
      again(context, 403, "The form had expired. Please try again.", username);
      return Optional.empty();
    }
    return switch (passwords.check(username, password)) {
      case Result.Accepted(var user) ->
          Optional.of(start(context, new Session(user.name(), clock.instant())));
      case Result.Rejected() -> {
        again(context, 401, "User name or password is wrong.", username);
        yield Optional.empty();
      }
      case Result.LockedOut(var delay) -> {
        var seconds = delay.toSeconds() + 1;
        context.response().putHeader("Retry-After", Long.toString(seconds));
        again(context, 429, "Too many attempts. Wait %d s.".formatted(seconds), username);
        yield Optional.empty();
      }
    };
  }

  void end(RoutingContext context) {
    sessions.end(sessionCookie(context));
    context.response().addCookie(cookie("").setMaxAge(0));
  }

  private Session start(RoutingContext context, Session session) {
    sessions.end(sessionCookie(context));
    context.response().addCookie(cookie(sessions.start(session)));
    return session;
  }

  private void again(RoutingContext context, int status, String error, String username) {
    page.show(context, status, error, username);
  }

  private static @Nullable String sessionCookie(RoutingContext context) {
    var cookie = context.request().getCookie(SESSION_COOKIE);
    return cookie == null ? null : cookie.getValue();
  }

  private static Cookie cookie(String value) {
    return Cookie.cookie(SESSION_COOKIE, value)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX)
        .setPath("/");
  }
}
