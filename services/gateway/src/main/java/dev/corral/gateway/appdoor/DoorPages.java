package dev.corral.gateway.appdoor;

import dev.corral.gateway.dispatcher.AppDoor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;

/// What the door says by itself: a page to people, a problem to programs. No script, nothing from
/// anywhere else.
final class DoorPages {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
  private static final int LOOK_AGAIN_SECONDS = 3;
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">%s
      <title>%s</title>
      <style>
      body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center}
      main{max-width:32rem;padding:1.5rem}h1{font-size:1.375rem;margin:0 0 .5rem;overflow-wrap:anywhere}
      p{margin:.5rem 0;opacity:.85}a{color:LinkText}
      </style></head>
      <body><main><h1>%s</h1>%s<p><a href="%s">Back to Corral</a></p></main></body></html>
      """;

  private final URI console;

  DoorPages(URI console) {
    this.console = console;
  }

  /// While an app starts: the page looks again by itself.
  void waiting(HttpServerRequest request, AppDoor door) {
    String name = door.app().name();
    String eta =
        Optional.ofNullable(door.app().etaSeconds())
            .map(seconds -> " It should be ready in about " + seconds + " seconds.")
            .orElse("");
    String phase =
        Optional.ofNullable(door.app().phase())
            .map(word -> " (" + word.replace('_', ' ') + ")")
            .orElse("");
    HttpServerResponse response =
        request.response().putHeader("retry-after", Integer.toString(LOOK_AGAIN_SECONDS));
    Words words =
        new Words(
            503,
            "app_starting",
            name + " is starting",
            "It was idle, or has just been launched"
                + phase
                + "."
                + eta
                + " This page looks again every few seconds.");
    say(
        request,
        response,
        words,
        "<meta http-equiv=\"refresh\" content=\"%d\">".formatted(LOOK_AGAIN_SECONDS));
  }

  /// An app that will not come without somebody's help.
  void stuck(HttpServerRequest request, AppDoor door) {
    stuck(
        request,
        door,
        Optional.ofNullable(door.app().message()).orElse("Its page at Corral says more."));
  }

  /// The same, for another reason than the app's own.
  void stuck(HttpServerRequest request, AppDoor door, String why) {
    say(request, new Words(503, "app_unavailable", door.app().name() + " is not running", why));
  }

  /// Not there, or not theirs: the two are never told apart.
  void unknown(HttpServerRequest request) {
    say(
        request,
        new Words(
            404,
            "not_found",
            "There is no such app",
            "Or it is not yours and not shared with a group of yours."));
  }

  void signInNeeded(HttpServerRequest request) {
    say(
        request,
        new Words(
            401, "unauthorized", "Sign in first", "Open the app's address with a browser again."));
  }

  void otherSite(HttpServerRequest request) {
    say(
        request,
        new Words(
            403, "forbidden", "Another site may not do that here", "Open the app by itself."));
  }

  void ticketSpent(HttpServerRequest request) {
    say(
        request,
        new Words(
            403,
            "ticket_spent",
            "This way in is used up",
            "It works once, within a minute, and in the browser that asked for it. Open the app's address again."));
  }

  /// More people at the door than may wait there.
  void crowded(HttpServerRequest request) {
    HttpServerResponse response = request.response().putHeader("retry-after", "1");
    Words words = new Words(503, "overloaded", "Too many at once", "Try again in a moment.");
    say(request, response, words, "");
  }

  /// Something behind the door does not answer.
  void unreachable(HttpServerRequest request, boolean late) {
    HttpServerResponse response = request.response().putHeader("retry-after", "2");
    Words words =
        new Words(
            late ? 504 : 502,
            "upstream_unavailable",
            "The app does not answer",
            "It may be restarting. Try again in a moment.");
    say(request, response, words, "");
  }

  private void say(HttpServerRequest request, Words words) {
    say(request, request.response(), words, "");
  }

  private void say(
      HttpServerRequest request, HttpServerResponse response, Words words, String meta) {
    Visit.finish(request);
    response.setStatusCode(words.status()).putHeader("cache-control", "no-store");
    if (!Visit.isNavigation(request)) {
      response
          .putHeader("content-type", "application/problem+json")
          .end(
              new JsonObject()
                  .put("title", words.title())
                  .put("status", words.status())
                  .put("code", words.code())
                  .put("detail", words.detail())
                  .encode());
      return;
    }
    response
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("content-security-policy", POLICY)
        .end(
            PAGE.formatted(
                meta,
                escaped(words.title()),
                escaped(words.title()),
                "<p>" + escaped(words.detail()) + "</p>",
                escaped(console.toString())));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private record Words(int status, String code, String title, String detail) {}
}
