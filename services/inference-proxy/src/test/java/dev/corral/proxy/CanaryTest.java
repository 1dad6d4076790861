package dev.corral.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// Neither a prompt nor an answer nor a key is in a log, a metric, a trace or a usage event,
/// however a request ends.
@QuarkusTest
@QuarkusTestResource(World.class)
@TestProfile(Spans.On.class)
class CanaryTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String CANARY = "CANARY" + UUID.randomUUID().toString().replace("-", "");
  private static final String SECRET = CANARY + "0".repeat(43 - CANARY.length());

  private static final class Tap extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      StringBuilder line = new StringBuilder(String.valueOf(record.getMessage()));
      if (record.getParameters() != null) {
        Stream.of(record.getParameters()).forEach(line::append);
      }
      for (Throwable at = record.getThrown(); at != null; at = at.getCause()) {
        line.append(at);
      }
      lines.add(line.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static Response ask(String path, String key, String body) {
    return RestAssured.given()
        .urlEncodingEnabled(false)
        .header("authorization", "Bearer " + key)
        .contentType("application/json")
        .body(body)
        .post(path);
  }

  private static String prompt(boolean stream, String more) {
    return "{\"model\":\"canary\",\"stream\":%s%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(stream, more, CANARY);
  }

  @Test
  void nothingOfItIsKeptWhateverHappens() throws IOException {
    Scene.model("canary", "alice", true);
    answer(200, "{\"choices\":[{\"message\":{\"content\":\"" + CANARY + "\"}}]}");
    await().until(() -> ask(CHAT, Scene.KEY, prompt(false, "")).statusCode() == 200);
    Tap tap = new Tap();
    Logger root = Logger.getLogger("");
    root.addHandler(tap);
    try {
      everyOutcome();
    } finally {
      root.removeHandler(tap);
    }
    List<String> telling = tap.lines.stream().filter(line -> line.contains(CANARY)).toList();
    assertEquals(List.of(), telling);
    assertFalse(metrics().contains(CANARY));
    String last = UUID.randomUUID().toString();
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .header("x-request-id", last)
        .contentType("application/json")
        .body(prompt(false, ""))
        .post(CHAT);
    await().until(() -> Spans.sent().contains(last)); // and with it all before it
    assertTrue(Spans.sent().contains("chat canary"), "the requests themselves are traced");
    assertFalse(Spans.sent().contains(CANARY));
    assertFalse(Spans.sent().contains("crl_"));
    assertTrue(metrics().contains("canary"), "the model itself is counted");
    await().until(() -> journal().contains("\"canary\""));
    assertFalse(journal().contains(CANARY));
  }

  private static void everyOutcome() throws IOException {
    assertTrue(ask(CHAT, Scene.KEY, prompt(false, "")).asString().contains(CANARY));
    for (int status : new int[] {400, 404, 429, 500, 503}) {
      answer(status, "{\"error\":{\"message\":\"you said " + CANARY + "\"}}");
      ask(CHAT, Scene.KEY, prompt(false, ""));
      ask(CHAT, Scene.KEY, prompt(true, ""));
      ask("/ollama/api/chat", Scene.KEY, prompt(true, ""));
    }
    answer(200, CANARY + " is not JSON");
    assertEquals(502, ask(CHAT, Scene.KEY, prompt(false, "")).statusCode());
    Scene.engine()
        .script(
            "canary",
            call -> {
              call.streamHead();
              call.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"" + CANARY + "\"}}]}\n\n");
              call.reset();
            });
    ask(CHAT, Scene.KEY, prompt(true, ""));
    cancelled();
    assertEquals(
        400, ask(CHAT, Scene.KEY, prompt(false, ",\"api_base\":\"" + CANARY + "\"")).statusCode());
    assertEquals(400, ask(CHAT, Scene.KEY, prompt(false, ",\"" + CANARY + "\":1")).statusCode());
    assertEquals(400, ask(CHAT, Scene.KEY, "{\"model\":\"canary\",\"" + CANARY).statusCode());
    assertEquals(
        404,
        ask(CHAT, Scene.KEY, prompt(false, "").replace("\"canary\"", "\"" + CANARY + "\""))
            .statusCode());
    assertEquals(401, ask(CHAT, "crl_canarycanary_" + SECRET, prompt(false, "")).statusCode());
    assertEquals(401, ask(CHAT, CANARY, prompt(false, "")).statusCode());
    assertEquals(404, ask("/v1/" + CANARY, Scene.KEY, "{}").statusCode());
    ask(CHAT + "?key=" + CANARY, Scene.KEY, prompt(false, ""));
  }

  private static void answer(int status, String body) {
    Scene.engine().script("canary", call -> call.whole(status, body));
  }

  /// Leaves in the middle of the answer.
  private static void cancelled() throws IOException {
    Scene.engine()
        .script(
            "canary",
            call -> {
              call.streamHead();
              call.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"" + CANARY + "\"}}]}\n\n");
              call.awaitClose();
            });
    String body = prompt(true, "");
    try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
      caller
          .getOutputStream()
          .write(
              ("POST "
                      + CHAT
                      + " HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                      + "authorization: Bearer "
                      + Scene.KEY
                      + "\r\ncontent-length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.UTF_8));
      assertTrue(caller.getInputStream().read() > 0);
    }
  }

  private static String metrics() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return RestAssured.get("http://127.0.0.1:" + port + "/q/metrics").asString();
  }

  private static String journal() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of(Scene.setting("corral.usage.journal-dir")))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".journal")).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
