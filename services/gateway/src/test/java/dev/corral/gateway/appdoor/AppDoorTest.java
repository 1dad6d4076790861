package dev.corral.gateway.appdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.corral.gateway.world.Gateway;
import dev.corral.gateway.world.Raw;
import dev.corral.gateway.world.TestApp;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// People and their browsers at the door of an app, over HTTP all the way.
@QuarkusTest
@QuarkusTestResource(World.class)
class AppDoorTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static int lives;

  private final Browser browser = new Browser("chat");

  @BeforeEach
  void launched() {
    World.DISPATCHER.clear();
    World.APP.clear();
    World.DISPATCHER.hasApp("chat", "alice", "friends");
    // Each test has an app of its own life, so that nothing that is remembered counts.
    Objects.requireNonNull(World.DISPATCHER.storedApp("chat")).put("uid", "life-" + lives++);
    World.DISPATCHER.appEndpoint = World.APP.url();
    await().atMost(SOON).until(() -> browser.look("/").status() == 302);
    browser.cookies.clear();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  private static String alice() {
    return World.PEOPLE.token("alice", "corral-user");
  }

  @Test
  void theOwnerComesInByTheConsoleAndStays() throws Exception {
    Browser.Answer asked = browser.look("/c/42?model=tiny");
    assertThat(asked.status()).isEqualTo(302);
    assertThat(asked.location())
        .startsWith("http://localhost/apps/chat/open?nonce=")
        .endsWith("&to=%2Fc%2F42%3Fmodel%3Dtiny");
    Browser.Answer entered = browser.enter("chat", alice());
    assertThat(entered.status()).isEqualTo(303);
    assertThat(entered.location()).isEqualTo("/");
    assertThat(entered.headers().getAll("set-cookie"))
        .anyMatch(c ->
            c.startsWith("corral-door=") && c.contains("HTTPOnly") && c.contains("SameSite=Lax"));
    Browser.Answer page = browser.look("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<h1>chat</h1>");
    assertThat(page.headers().get("x-frame-options")).isEqualTo("SAMEORIGIN");
    assertThat(page.headers().get("content-security-policy")).isNull();
  }

  @Test
  void theAppIsToldWhoIsThereByUsAlone() throws Exception {
    browser.enter("chat", alice());
    browser.fetch(
        HttpMethod.GET,
        "/api/v1/auths/",
        Map.of(
            "x-corral-email", "boss@example.com",
            "x-corral-role", "admin",
            "x-forwarded-for", "10.0.0.1",
            "x_corral_email", "boss@example.com",
            "authorization", "Bearer the.apps.own",
            "x-request-id", "forged"));
    TestApp.Seen seen = World.APP.seen.getLast();
    assertThat(seen.headers().getAll("x-corral-email")).containsExactly("alice@corral.invalid");
    assertThat(seen.headers().getAll("x-corral-role")).containsExactly("admin");
    assertThat(seen.headers().getAll("x-corral-name")).containsExactly("alice");
    assertThat(seen.headers().get("host")).isEqualTo("chat.apps.localhost");
    assertThat(seen.headers().get("x-forwarded-host")).isEqualTo("chat.apps.localhost");
    assertThat(seen.headers().get("x-forwarded-for")).isNull();
    assertThat(seen.headers().get("x_corral_email")).isNull();
    assertThat(seen.headers().get("authorization")).isEqualTo("Bearer the.apps.own");
  }

  @Test
  void theAppNeverSeesOurTokensAndCookies() throws Exception {
    browser.enter("chat", alice());
    browser.cookies.put("theme", "dark");
    for (String secret :
        List.of("Bearer " + alice(), "Bearer crl_aaaaaaaaaaaa_secret", "crl_aaaaaaaaaaaa_secret")) {
      browser.fetch(
          HttpMethod.GET,
          "/",
          Map.of("authorization", secret, "x-api-key", secret, "x-litellm-api-key", secret));
      TestApp.Seen seen = World.APP.seen.getLast();
      assertThat(seen.headers().get("authorization")).isNull();
      assertThat(seen.headers().get("x-api-key")).isNull();
      assertThat(seen.headers().get("x-litellm-api-key")).isNull();
      assertThat(seen.headers().get("cookie")).isEqualTo("theme=dark");
    }
  }

  @Test
  void anAppsCookiesStayWithItAndCannotBeOurs() throws Exception {
    browser.enter("chat", alice());
    Browser.Answer answer = browser.look("/cookies");
    assertThat(answer.headers().getAll("set-cookie"))
        .containsExactly("token=app; Path=/; HttpOnly", "theme=dark");
    assertThat(answer.headers().get("server")).isNull();
    assertThat(answer.headers().getAll("x-frame-options")).containsExactly("DENY");
  }

  @Test
  void otherPeopleAreNotTold() throws Exception {
    for (String person : List.of("bob", "carol")) {
      String nonce = Secret.hash(Secret.fresh());
      Tickets.ask("chat", World.PEOPLE.token(person, "corral-user"), nonce, "/")
          .then()
          .statusCode(404);
    }
    String admin = World.PEOPLE.token("admin", "corral-admin", "corral-user");
    Tickets.ask("chat", admin, Secret.hash(Secret.fresh()), "/").then().statusCode(403);
    browser.enter("chat", World.PEOPLE.token("bob", "corral-user", "friends"));
    assertThat(browser.look("/").status()).isEqualTo(200);
    assertThat(World.APP.seen.getLast().headers().get("x-corral-role")).isEqualTo("user");
  }

  @Test
  void whoIsNotSharedWithAnyMoreIsOutAtTheNextLook() throws Exception {
    browser.enter("chat", World.PEOPLE.token("bob", "corral-user", "friends"));
    assertThat(browser.look("/").status()).isEqualTo(200);
    Objects.requireNonNull(World.DISPATCHER.storedApp("chat")).put("sharedWith", List.of());
    await().atMost(SOON).until(() -> browser.look("/").status() == 404);
  }

  @Test
  void anotherLifeOfTheNameIsAnotherApp() throws Exception {
    browser.enter("chat", alice());
    assertThat(browser.look("/").status()).isEqualTo(200);
    Objects.requireNonNull(World.DISPATCHER.storedApp("chat"))
        .put("uid", "reborn")
        .put("owner", "bob");
    await().atMost(SOON).until(() -> browser.look("/").status() == 302);
  }

  @Test
  void aTicketWorksOnceAndInItsBrowserAlone() throws Exception {
    Browser.Answer entered = browser.enter("chat", alice());
    assertThat(entered.status()).isEqualTo(303);
    browser.cookies.remove("corral-door");
    browser.look("/");
    String nonce = Secret.hash(Objects.requireNonNull(browser.cookies.get("corral-door-nonce")));
    String url = Tickets.open("chat", alice(), nonce, "/");
    String path = url.substring(url.indexOf("/.corral/"));
    try (Browser thief = new Browser("chat");
        Browser neighbour = new Browser("other")) {
      assertThat(thief.look(path).status()).isEqualTo(403);
      neighbour.cookies.putAll(browser.cookies);
      assertThat(neighbour.look(path).status()).isEqualTo(403);
    }
    assertThat(browser.look(path).status()).as("spent by the thief's try").isEqualTo(403);
  }

  @Test
  void whoSignsOutIsOut() throws Exception {
    browser.enter("chat", alice());
    String session = Objects.requireNonNull(browser.cookies.get("corral-door"));
    Browser.Answer out = browser.look("/.corral/sign-out");
    assertThat(out.status()).isEqualTo(303);
    assertThat(out.location()).isEqualTo("http://localhost/");
    browser.cookies.put("corral-door", session);
    assertThat(browser.look("/").status()).isEqualTo(302);
  }

  @Test
  void aProgramIsToldToSignInAndAForeignPathIsNotFollowed() throws Exception {
    Browser.Answer answer = browser.fetch(HttpMethod.GET, "/api/config", Map.of());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
    for (String to : List.of("//evil.example", "/\\evil.example", "https://evil.example")) {
      Tickets.ask("chat", alice(), Secret.hash(Secret.fresh()), to).then().statusCode(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-site", "cross-site"})
  void anotherSitesPageCannotUseTheSession(String site) throws Exception {
    browser.enter("chat", alice());
    World.APP.seen.clear();
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE)) {
      Map<String, String> headers =
          Map.of("sec-fetch-site", site, "origin", "http://evil.apps.localhost");
      assertThat(browser.fetch(method, "/api/chats", headers).status()).isEqualTo(403);
    }
    assertThat(World.APP.seen).isEmpty();
    assertThatThrownBy(() -> browser.socket("/ws", Map.of("origin", "http://evil.apps.localhost")))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(403));
  }

  @Test
  void webSocketsAreCarriedAndEndTogether() throws Exception {
    browser.enter("chat", alice());
    WebSocket socket =
        browser.socket("/ws/socket.io/?EIO=4", Map.of("origin", "http://chat.apps.localhost"));
    List<String> heard = new CopyOnWriteArrayList<>();
    socket.textMessageHandler(heard::add);
    for (int i = 0; i < 100; i++) {
      socket.writeTextMessage("word " + i);
    }
    await().atMost(SOON).until(() -> heard.size() == 100);
    assertThat(heard.getLast()).isEqualTo("echo word 99");
    TestApp.Seen seen =
        World.APP.seen.stream()
            .filter(s -> s.method().equals("WEBSOCKET"))
            .findFirst()
            .orElseThrow();
    assertThat(seen.headers().get("x-corral-email")).isEqualTo("alice@corral.invalid");
    assertThat(seen.headers().get("cookie")).isNull();
    socket.close();
    await().atMost(SOON).until(() -> World.APP.closedSockets.get() == 1);
  }

  @Test
  void aSocketWithoutASessionIsRefused() {
    assertThatThrownBy(() -> browser.socket("/ws", Map.of()))
        .cause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(401));
  }

  @Test
  void eachPieceOfAStreamArrivesWhenItIsSent() throws Exception {
    browser.enter("chat", alice());
    List<String> heard = new CopyOnWriteArrayList<>();
    HttpClientResponse response =
        browser.onLoop(() ->
            browser
                .open(HttpMethod.GET, "/events", Map.of("accept", "text/event-stream"))
                .compose(HttpClientRequest::send)
                .onSuccess(answer -> answer.handler(piece -> heard.add(piece.toString()))));
    assertThat(response.statusCode()).isEqualTo(200);
    await().atMost(SOON).until(() -> heard.contains("data: one\n\n"));
    Objects.requireNonNull(World.APP.open).write("data: two\n\n");
    await().atMost(SOON).until(() -> heard.contains("data: two\n\n"));
    Objects.requireNonNull(World.APP.open).end();
  }

  @Test
  void aLargeFileIsCarriedAtTheAppsPace() throws Exception {
    browser.enter("chat", alice());
    int pieces = 1_600;
    Buffer piece = Buffer.buffer(new byte[64 << 10]);
    String answer =
        browser.onLoop(() ->
            browser
                .open(HttpMethod.POST, "/upload", Map.of("origin", "http://chat.apps.localhost"))
                .compose(request -> {
                  request.setChunked(true);
                  for (int i = 0; i < pieces; i++) {
                    request.write(piece);
                  }
                  request.end();
                  return request.response().compose(HttpClientResponse::body);
                })
                .map(Buffer::toString));
    assertThat(answer).isEqualTo("took " + (long) pieces * piece.length());
  }

  @Test
  void anIdleAppIsWokenOnceAndTheCallerWaits() throws Exception {
    browser.enter("chat", alice());
    World.DISPATCHER.appEndpoint = "";
    Objects.requireNonNull(World.DISPATCHER.storedApp("chat"))
        .put("state", "idle")
        .put("etaSeconds", 20);
    await().atMost(SOON).until(() -> browser.look("/").status() == 503);
    Browser.Answer page = browser.look("/");
    assertThat(page.body())
        .contains("chat is starting")
        .contains("about 20 seconds")
        .contains("refresh");
    assertThat(page.headers().get("content-security-policy")).contains("default-src 'none'");
    Browser.Answer answer = browser.fetch(HttpMethod.GET, "/api", Map.of());
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("app_starting");
    assertThat(answer.headers().get("retry-after")).isEqualTo("3");
    assertThat(World.DISPATCHER.changes())
        .extracting(s -> s.uri())
        .containsExactly("/internal/apps/chat/wake");
    World.DISPATCHER.appEndpoint = World.APP.url();
    await().atMost(SOON).until(() -> browser.look("/").status() == 200);
  }

  @Test
  void aStrangerWakesNothing() throws Exception {
    World.DISPATCHER.appEndpoint = "";
    Objects.requireNonNull(World.DISPATCHER.storedApp("chat")).put("state", "idle");
    browser.look("/");
    browser.fetch(HttpMethod.GET, "/", Map.of());
    browser.fetch(HttpMethod.POST, "/", Map.of());
    assertThat(World.DISPATCHER.changes()).isEmpty();
  }

  @Test
  void aFailedAppSaysWhyAndIsNotWoken() throws Exception {
    browser.enter("chat", alice());
    World.DISPATCHER.appEndpoint = "";
    Objects.requireNonNull(World.DISPATCHER.storedApp("chat"))
        .put("state", "failed")
        .put("message", "The image <cannot> be pulled.");
    await().atMost(SOON).until(() -> browser.look("/").status() == 503);
    assertThat(browser.look("/").body()).contains("The image &lt;cannot&gt; be pulled.");
    assertThat(World.DISPATCHER.changes()).isEmpty();
  }

  @Test
  void aPodThatIsGoneIsAProblemAndAskedForAnew() throws Exception {
    browser.enter("chat", alice());
    assertThat(browser.look("/").status()).isEqualTo(200);
    World.DISPATCHER.appEndpoint = "http://127.0.0.1:1";
    await().atMost(SOON).until(() -> browser.look("/").status() == 502);
    World.DISPATCHER.appEndpoint = World.APP.url();
    await().atMost(SOON).until(() -> browser.look("/").status() == 200);
  }

  @Test
  void whoLooksAtAnAppWhoseKnownPodIsGoneGetsTheNewOne() throws Exception {
    browser.enter("chat", alice());
    World.DISPATCHER.appEndpoint = "http://127.0.0.1:1";
    await().atMost(SOON).until(() -> browser.look("/").status() == 502);
    browser.fetch(HttpMethod.GET, "/remember-the-dead-pod", Map.of());
    World.DISPATCHER.appEndpoint = "";
    assertThat(browser.look("/").status()).isEqualTo(503);
  }

  @Test
  void nothingOfOursIsOnAnAppsHost() throws Exception {
    for (String path : List.of("/api/v1/me", "/v1/models", "/console-config.json", "/q/health")) {
      assertThat(
              browser
                  .fetch(HttpMethod.GET, path, Map.of("authorization", "Bearer " + alice()))
                  .status())
          .isEqualTo(401);
    }
    browser.enter("chat", alice());
    assertThat(browser.look("/api/v1/me").body()).isEqualTo("<h1>chat</h1>");
    assertThat(browser.look("/.corral/anything").status()).isEqualTo(404);
  }

  @Test
  void nothingIsReadIntoACookieHeader() throws Exception {
    browser.enter("chat", alice());
    String session = Objects.requireNonNull(browser.cookies.get("corral-door"));
    browser.cookies.clear();
    for (String header :
        List.of(
            ",corral-door=" + session,
            "x=1,corral-door=" + session,
            "corral-door=" + Secret.fresh() + "; corral-door=" + session,
            "Corral-Door=" + session,
            "corral-door=\"" + session + "\"")) {
      assertThat(browser.look("/", Map.of("cookie", header)).status()).as(header).isEqualTo(302);
    }
    assertThat(browser.look("/", Map.of("cookie", "a=b; corral-door=" + session)).status())
        .isEqualTo(200);
  }

  @Test
  void whoStaysInASocketIsPutOutWhenTheSessionEnds() throws Exception {
    browser.enter("chat", alice());
    WebSocket socket = browser.socket("/ws", Map.of("origin", "http://chat.apps.localhost"));
    browser.look("/.corral/sign-out");
    await().atMost(SOON).until(socket::isClosed);
    await().atMost(SOON).until(() -> World.APP.closedSockets.get() == 1);
  }

  @Test
  void whoStaysInAStreamIsPutOutWhenTheAppIsNotSharedAnyMore() throws Exception {
    browser.enter("chat", World.PEOPLE.token("bob", "corral-user", "friends"));
    List<Throwable> broken = new CopyOnWriteArrayList<>();
    browser.onLoop(() ->
        browser
            .open(HttpMethod.GET, "/events", Map.of())
            .compose(HttpClientRequest::send)
            .onSuccess(answer -> answer.handler(piece -> {}).exceptionHandler(broken::add)));
    Objects.requireNonNull(World.DISPATCHER.storedApp("chat")).put("sharedWith", List.of());
    await().atMost(SOON).until(() -> !broken.isEmpty());
  }

  @Test
  void aSocketThatTheAppDoesNotReadHoldsItsCallerBack() throws Exception {
    browser.enter("chat", alice());
    WebSocket socket = browser.socket("/deaf", Map.of("origin", "http://chat.apps.localhost"));
    Buffer piece = Buffer.buffer(new byte[64 << 10]);
    AtomicLong sent = new AtomicLong();
    long most = 256L << 20;
    browser.onLoop(() -> {
      pump(socket, piece, sent, most);
      return Future.succeededFuture();
    });
    await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(60)).until(() -> stands(sent));
    assertThat(sent.get()).isLessThan(most / 2);
    socket.close();
  }

  private static void pump(WebSocket socket, Buffer piece, AtomicLong sent, long most) {
    while (!socket.writeQueueFull() && sent.get() < most) {
      socket.writeBinaryMessage(piece);
      sent.addAndGet(piece.length());
    }
    socket.drainHandler(free -> pump(socket, piece, sent, most));
  }

  private static boolean stands(AtomicLong sent) {
    long before = sent.get();
    Thread.onSpinWait();
    return before > 0 && before == sent.get();
  }

  @Test
  void aBodyThatNobodyWantsDoesNotComeForEver() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", Gateway.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /x HTTP/1.1\r\nHost: chat.apps.localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void anotherAuthorityInTheTargetIsRefused() throws Exception {
    assertThat(Raw.get("http://other.example/x", "chat.apps.localhost")).isEqualTo(400);
    assertThat(Raw.get("/.corral/enter?ticket=%zz", "chat.apps.localhost")).isEqualTo(400);
  }

  @Test
  void aScriptThatKeepsAskingWakesNothing() throws Exception {
    browser.enter("chat", alice());
    World.DISPATCHER.appEndpoint = "";
    Objects.requireNonNull(World.DISPATCHER.storedApp("chat")).put("state", "idle");
    await()
        .atMost(SOON)
        .until(() -> browser.fetch(HttpMethod.GET, "/poll", Map.of()).status() == 503);
    assertThat(World.DISPATCHER.changes()).isEmpty();
  }

  @Test
  void anUnknownAppIsNotFound() throws Exception {
    Tickets.ask("nothing", alice(), Secret.hash(Secret.fresh()), "/").then().statusCode(404);
    try (Browser lost = new Browser("nothing")) {
      assertThat(lost.look("/").status()).isEqualTo(302);
    }
  }
}
