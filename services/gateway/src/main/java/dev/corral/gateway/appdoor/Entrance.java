package dev.corral.gateway.appdoor;

import dev.corral.gateway.problem.ProblemException;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Signing in to an app and out of it. The console knows who is there; an app's host sends people
/// to it and gets them back with a ticket for the very browser that asked.
final class Entrance {
  /// Every path of ours on an app's host begins with this.
  static final String OURS = "/.corral/";

  static final String ENTER = OURS + "enter";
  static final String SIGN_OUT = OURS + "sign-out";

  private static final int FOUND = 302;
  private static final int SEE_OTHER = 303;
  private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e]{0,2047}");

  private final GuestBook book;
  private final KnownGuests guests;
  private final DoorCookies cookies;
  private final DoorPages pages;
  private final AppDoorConfig config;
  private final URI console;

  Entrance(
      GuestBook book,
      KnownGuests guests,
      DoorCookies cookies,
      DoorPages pages,
      AppDoorConfig config,
      URI console) {
    this.book = book;
    this.guests = guests;
    this.cookies = cookies;
    this.pages = pages;
    this.config = config;
    this.console = console;
  }

  /// Sends somebody whom nobody knows to the console, and a program away.
  void ask(HttpServerRequest request, String app) {
    if (!Visit.isNavigation(request)) {
      pages.signInNeeded(request);
      return;
    }
    String nonce = cookies.nonce(request).orElseGet(Secret::fresh);
    String to = PATH.matcher(request.uri()).matches() ? request.uri() : "/";
    String address =
        "%s/apps/%s/open?nonce=%s&to=%s"
            .formatted(
                base(), app, Secret.hash(nonce), URLEncoder.encode(to, StandardCharsets.US_ASCII));
    send(request, FOUND, cookies.newNonce(nonce), address);
  }

  /// Takes a ticket for a session. Blocks.
  Runnable enter(HttpServerRequest request, String app) throws ProblemException {
    String ticket = request.getParam("ticket");
    Optional<String> nonce = cookies.nonce(request);
    if (request.method() != HttpMethod.GET
        || ticket == null
        || !Secret.isOne(ticket)
        || nonce.isEmpty()) {
      return () -> pages.ticketSpent(request);
    }
    Optional<Guest> guest =
        book.redeem(ticket, nonce.get()).filter(found -> found.app().equals(app));
    if (guest.isEmpty()) {
      return () -> pages.ticketSpent(request);
    }
    String session = book.open(guest.get(), config.sessionLife());
    String to = Optional.ofNullable(request.getParam("to")).orElse("/");
    return () ->
        send(
            request,
            SEE_OTHER,
            cookies.newSession(session, config.sessionLife()),
            PATH.matcher(to).matches() ? to : "/");
  }

  /// Ends the session of this browser with this app. Blocks.
  Runnable leave(HttpServerRequest request) throws ProblemException {
    cookies.session(request).ifPresent(guests::close);
    return () -> send(request, SEE_OTHER, cookies.endOfSession(), base() + "/");
  }

  private static void send(HttpServerRequest request, int status, Cookie cookie, String to) {
    Visit.finish(request);
    request
        .response()
        .setStatusCode(status)
        .addCookie(cookie)
        .putHeader("location", to)
        .putHeader("cache-control", "no-store")
        .end();
  }

  private String base() {
    String text = console.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
