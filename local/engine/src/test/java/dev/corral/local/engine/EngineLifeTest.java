package dev.corral.local.engine;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EngineLifeTest {
  /// Its answer has more than fifty tokens: at 5 tokens per second it lasts longer than any test.
  private static final String LONG =
      "{\"model\":\"tiny\",\"prompt\":\"What is Corral?\",\"options\":{\"temperature\":0}}";

  @Test
  void aCallerWhoLeavesFreesTheOnlySlotWithinASecond() throws Exception {
    try (var engine = EngineProcess.start("--parallel", "1", "--tokens-per-second", "5")) {
      var caller = openStream(engine);
      await().until(() -> stats(engine, "active") == 1 && stats(engine, "tokens") > 0);
      caller.close();
      await()
          .atMost(Duration.ofSeconds(1))
          .until(() -> stats(engine, "active") == 0 && stats(engine, "aborted") == 1);
    }
  }

  @Test
  void aReaderWhoIsStuckHoldsNoSlot() throws Exception {
    try (var engine = EngineProcess.start("--parallel", "1");
        var stuck = openStream(engine)) {
      await().until(() -> stats(engine, "requests") == 1 && stats(engine, "active") == 0);
      given()
          .body("{\"model\":\"tiny\",\"stream\":false,\"prompt\":\"Hello!\"}")
          .post(engine.url() + "/api/generate")
          .then()
          .statusCode(200);
      assertTrue(stuck.isConnected());
    }
  }

  @Test
  void aFullLineIsRefusedInsteadOfWaiting() throws Exception {
    try (var engine =
            EngineProcess.start("--parallel", "1", "--queue", "1", "--tokens-per-second", "2");
        var running = openStream(engine)) {
      await().until(() -> stats(engine, "active") == 1);
      try (var waiting = openStream(engine)) {
        await().until(() -> stats(engine, "waiting") == 1);
        var refused = given().body(LONG).post(engine.url() + "/api/generate").then();
        assertEquals(503, refused.extract().statusCode());
        assertTrue(running.isConnected() && waiting.isConnected());
      }
    }
  }

  @Test
  void endsWithACodeThatSaysWhy() throws Exception {
    try (var engine = EngineProcess.start()) {
      var port = Integer.toString(engine.port());
      var second = EngineProcess.launch(List.of("--port", port, "--model", EngineProcess.MODEL));
      assertTrue(second.waitFor(20, TimeUnit.SECONDS));
      assertEquals(2, second.exitValue());
      var missing = EngineProcess.launch(List.of("--model", "no-such.gguf"));
      assertTrue(missing.waitFor(20, TimeUnit.SECONDS));
      assertEquals(44, missing.exitValue());
      assertTrue(engine.terminate(4));
    }
  }

  /// A caller that sends its request and never reads.
  private static Socket openStream(EngineProcess engine) throws IOException {
    var socket = new Socket("127.0.0.1", engine.port());
    var request =
        "POST /api/generate HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(LONG.length(), LONG);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static int stats(EngineProcess engine, String counter) {
    return given().get(engine.url() + "/stats").path(counter);
  }
}
