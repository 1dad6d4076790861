package dev.corral.gateway.appdoor;

import dev.corral.gateway.problem.ProblemException;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Signing in to an app and out of it. The console knows who is there; an app's host sends people
/// to it and gets them back with a ticket for the very browser that asked.
final class Entrance {
  /// Every path of ours on an app's host begins with this.
  static final String OURS = "/.corral/";

  static final String ENTER = OURS + "enter";
  static final String SIGN_OUT = OURS + "sign-out";

  private static final Logger LOG = Logger.getLogger(Entrance.class);
  private static final int FOUND = 302;
  private static final int SEE_OTHER = 303;

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
    String to = AppPath.isOne(request.uri()) ? request.uri() : "/";
    String address =
        "%s/apps/%s/open?nonce=%s&to=%s"
            .formatted(
                base(), app, Secret.hash(nonce), URLEncoder.encode(to, StandardCharsets.US_ASCII));
    send(request, FOUND, List.of(cookies.newNonce(nonce)), address);
  }

  /// Takes a ticket for a session. Blocks.
  Runnable enter(HttpServerRequest request, String app) {
    Optional<String> ticket = parameter(request, "ticket").filter(Secret::isOne);
    if (request.method() != HttpMethod.GET || ticket.isEmpty()) {
      return () -> pages.ticketSpent(request);
    }
    // Taken whoever comes with it: a ticket that went astray is worth nothing.
    Optional<Guest> guest =
        book.redeem(ticket.get(), cookies.nonce(request).orElse(""))
            .filter(found -> found.app().equals(app));
    if (guest.isEmpty()) {
      return () -> pages.ticketSpent(request);
    }
    String session = book.open(guest.get(), config.sessionLife());
    String to = parameter(request, "to").filter(AppPath::isOne).orElse("/");
    return () ->
        send(
            request,
            SEE_OTHER,
            List.of(cookies.newSession(session, config.sessionLife()), cookies.endOfNonce()),
            to);
  }

  /// Ends the session of this browser with this app. Blocks.
  Runnable leave(HttpServerRequest request) {
    try {
      cookies.session(request).ifPresent(guests::close);
    } catch (ProblemException e) {
      LOG.warn("a session could not be ended in the table; its browser forgets it");
    }
    return () -> send(request, SEE_OTHER, List.of(cookies.endOfSession()), base() + "/");
  }

  /// A parameter of the query; one that cannot be read is none.
  private static Optional<String> parameter(HttpServerRequest request, String name) {
    try {
      return Optional.ofNullable(request.getParam(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void send(HttpServerRequest request, int status, List<Cookie> set, String to) {
    Visit.finish(request);
    set.forEach(request.response()::addCookie);
    request
        .response()
        .setStatusCode(status)
        .putHeader("location", to)
        .putHeader("cache-control", "no-store")
        .end();
  }

  private String base() {
    String text = console.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
