package dev.corral.proxy.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.ScriptedEngine.Script;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bytes between a caller and an engine that behaves and misbehaves in every way.
@QuarkusTest
@QuarkusTestResource(World.class)
class RelayTest {
  private static final String OPENAI =
      """
      data: {"choices":[{"delta":{"content":"é世"}}]}

      data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}

      data: [DONE]

      """;
  private static final String OLLAMA =
      """
      {"message":{"role":"assistant","content":"é世"},"done":false}
      {"message":{"role":"assistant","content":""},"done":true,"total_duration":7000000,"eval_count":1}
      """;
  private static final String CHAT = "/v1/chat/completions";
  private static final String OLLAMA_CHAT = "/ollama/api/chat";

  @Inject Relay relay;

  @BeforeAll
  static void publish() {
    Scene.model("relay", "alice", true);
  }

  @BeforeEach
  void seen() {
    await().ignoreExceptions().until(() -> listed("relay"));
  }

  private static boolean listed(String model) {
    return RestAssured.given()
            .header("authorization", "Bearer " + Scene.KEY)
            .get("/v1/models/" + model)
            .statusCode()
        == 200;
  }

  private void script(Script script) {
    Scene.engine().script("relay", script);
  }

  private Client ask(String path) throws IOException {
    return Client.post(
        RestAssured.port, path, "{\"model\":\"relay\",\"stream\":true,\"messages\":[]}");
  }

  private String whole(String path) throws IOException {
    try (Client client = ask(path)) {
      return client.readAll();
    }
  }

  private static String recorded(String path) {
    return path.equals(CHAT) ? OPENAI : OLLAMA;
  }

  @Test
  void onlyWhatTheEngineNeedsGoesUpstream() throws IOException {
    script(call -> {
      call.streamHead();
      call.chunk(OPENAI);
      call.last();
    });
    try (Client client = new Client(RestAssured.port, 0)) {
      String body =
          "{\"model\":\"relay-alias\",\"stream\":true,\"messages\":[{\"content\":\"é\"}],\"x\":1}";
      String request =
          Client.request(CHAT + "?api_key=1", Scene.KEY, body)
              .replace(
                  "host: x\r\n",
                  "host: x\r\ncookie: a=b\r\nx-corral-principal: admin\r\nx-goog-api-key: k\r\nbaggage: b\r\nx-request-id: a\u0001b\r\nx-fault: fault-500\r\n"
                      .replace("\u0001", "!"));
      client.send(request);
      String answer = client.readAll();
      assertTrue(answer.contains("data: [DONE]"), answer);
      assertTrue(answer.contains("x-corral-model: relay"), answer);
      assertTrue(answer.contains("x-corral-ttft-ms: "), answer);
      assertFalse(answer.contains("total_tokens"), answer);
    }
    var call = Scene.engine().calls("relay").getLast();
    String head = call.head().toLowerCase(java.util.Locale.ROOT);
    assertTrue(head.startsWith("post /v1/chat/completions http/1.1\r\n"), head);
    for (String secret :
        List.of(
            "authorization", "cookie", "corral", "api-key", "baggage", "crl_", "a!b", "fault")) {
      assertFalse(head.contains(secret), head);
    }
    assertEquals(
        "{\"stream_options\":{\"include_usage\":true},\"max_tokens\":2048,\"model\":\"relay\",\"stream\":true,\"messages\":[{\"content\":\"é\"}],\"x\":1}",
        call.body());
  }

  @Test
  void aCleanEndWithoutTheLastFrameIsAnErrorToo() throws IOException {
    for (String path : List.of(CHAT, OLLAMA_CHAT)) {
      script(call -> {
        call.streamHead();
        call.chunk(recorded(path).substring(0, recorded(path).indexOf('\n') + 1));
        call.last();
      });
      String answer = whole(path);
      assertTrue(answer.contains("failed before the answer was complete"), answer);
    }
  }

  @Test
  void hangsEndByTheirDeadline() throws IOException {
    script(call -> call.awaitClose());
    assertTrue(whole(CHAT).contains("engine_timeout"));
    script(call -> {
      call.streamHead();
      call.chunk(OPENAI.substring(0, OPENAI.indexOf("\n\n") + 2));
      call.awaitClose();
    });
    String answer = whole(CHAT);
    assertTrue(answer.contains("é世") && answer.contains("engine_timeout"), answer);
    await().until(() -> relay.running() == 0);
  }

  @Test
  void aSilentButLivingEngineIsCoveredByHeartbeats() throws IOException {
    script(call -> {
      call.streamHead();
      new CountDownLatch(1).await(700, TimeUnit.MILLISECONDS);
      call.chunk(OPENAI);
      call.last();
    });
    String answer = whole(CHAT);
    assertTrue(
        answer.contains(": waiting for the first token") && answer.contains("[DONE]"), answer);
  }

  @Test
  void refusalsOfTheEngineGetTheirStatus() throws IOException {
    int[][] expected = {{500, 502}, {302, 502}, {404, 502}, {429, 429}, {400, 400}, {503, 503}};
    for (int[] pair : expected) {
      script(
          call -> call.whole(pair[0], "{\"error\":{\"message\":\"secret 0x7f11 at 10.1.2.3\"}}"));
      String answer = whole(CHAT);
      assertTrue(answer.startsWith("HTTP/1.1 " + pair[1]), pair[0] + ": " + answer);
      assertFalse(answer.contains("secret"), answer);
    }
  }

  @Test
  void oneTransparentSecondAttemptBeforeTheFirstByte() throws IOException {
    int before = Scene.engine().calls("relay").size();
    script(call -> {
      if (Scene.engine().calls("relay").size() == before + 1) {
        call.reset();
      } else {
        call.streamHead();
        call.chunk(OPENAI);
        call.last();
      }
    });
    String answer = whole(CHAT);
    assertTrue(answer.contains("[DONE]"), answer);
    assertEquals(before + 2, Scene.engine().calls("relay").size());
    script(call -> call.reset());
    // Not streamed: on a slow machine a heartbeat would come before the refusal.
    String refused;
    try (Client client =
        Client.post(RestAssured.port, CHAT, "{\"model\":\"relay\",\"messages\":[]}")) {
      refused = client.readAll();
    }
    assertTrue(refused.startsWith("HTTP/1.1 503"), refused);
    assertEquals(before + 4, Scene.engine().calls("relay").size());
  }

  @Test
  void whenTheCallerLeavesTheEngineIsFreeWithinASecond() throws Exception {
    for (boolean reset : new boolean[] {true, false}) {
      for (boolean begun : new boolean[] {true, false}) {
        AtomicLong closed = new AtomicLong();
        CountDownLatch asked = new CountDownLatch(1);
        script(call -> {
          if (begun) {
            call.streamHead();
            call.chunk(OPENAI.substring(0, OPENAI.indexOf("\n\n") + 2));
          }
          asked.countDown();
          try {
            call.awaitClose();
          } finally {
            closed.set(System.nanoTime());
          }
        });
        Client client = ask(CHAT);
        if (begun) {
          client.readUntil("世".getBytes(UTF_8).length > 0 ? "data: " : "");
        }
        assertTrue(asked.await(5, TimeUnit.SECONDS));
        long left = System.nanoTime();
        if (reset) {
          client.reset();
        } else {
          client.close();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> closed.get() > 0);
        long millis = (closed.get() - left) / 1_000_000;
        assertTrue(millis < 1000, "the engine was free after " + millis + " ms");
      }
    }
    await().until(() -> relay.running() == 0);
  }

  @Test
  void aStuckReaderSlowsNobodyAndIsCut() throws Exception {
    String piece =
        "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(2000) + "\"}}]}\n\n";
    AtomicLong flood = new AtomicLong();
    CountDownLatch cut = new CountDownLatch(1);
    Scene.engine()
        .script(
            "relay",
            call -> {
              call.streamHead();
              if (call.body().contains("flood")) {
                try {
                  while (true) {
                    call.chunk(piece);
                    flood.addAndGet(piece.length());
                  }
                } finally {
                  cut.countDown();
                }
              }
              for (int i = 0; i < 20; i++) {
                call.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"t" + i + "\"}}]}\n\n");
                new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
              }
              call.chunk("data: [DONE]\n\n");
              call.last();
            });
    try (Client stuck =
        Client.post(
            RestAssured.port,
            CHAT,
            "{\"model\":\"relay\",\"stream\":true,\"messages\":[\"flood\"]}",
            4096)) {
      stuck.readUntil("data: ");
      List<CompletableFuture<String>> others = new ArrayList<>();
      try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 200; i++) {
          others.add(CompletableFuture.supplyAsync(this::quietly, threads));
        }
        for (CompletableFuture<String> other : others) {
          String answer = other.get(20, TimeUnit.SECONDS);
          assertTrue(answer.contains("t19"), answer);
        }
      }
      assertTrue(cut.await(10, TimeUnit.SECONDS), "the stuck reader's engine was never freed");
      assertTrue(
          flood.get() < 20_000_000,
          "took " + flood.get() + " bytes for a reader that does not read");
    }
    await().until(() -> relay.running() == 0);
  }

  private String quietly() {
    try {
      return whole(CHAT);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void wholeAnswersCarryTheTimes() throws IOException {
    script(call -> {
      // It says that it generated for a millisecond, which is only believed of a call that took it.
      new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
      call.whole(
          200,
          call.head().contains("/api/")
              ? "{\"response\":\"x\",\"done\":true,\"eval_count\":4,\"eval_duration\":1000000,\"prompt_eval_count\":3}"
              : "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}");
    });
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json")
        .body("{\"model\":\"relay\"}")
        .post(CHAT)
        .then()
        .statusCode(200)
        .header("x-corral-model", "relay")
        .header("x-corral-queue-ms", "0")
        .header("x-corral-ttft-ms", org.hamcrest.Matchers.notNullValue())
        .body("usage.completion_tokens", org.hamcrest.Matchers.is(4))
        .body("usage.tokens_per_second", org.hamcrest.Matchers.notNullValue());
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json")
        .body("{\"model\":\"relay:latest\",\"stream\":false}")
        .post("/ollama/api/generate")
        .then()
        .statusCode(200)
        .body("eval_duration", org.hamcrest.Matchers.is(1000000))
        .body("corral.generation_ms", org.hamcrest.Matchers.is(1));
    script(call -> call.whole(200, "<html>"));
    assertTrue(
        RestAssured.given()
            .header("authorization", "Bearer " + Scene.KEY)
            .contentType("application/json")
            .body("{\"model\":\"relay\"}")
            .post(CHAT)
            .asString()
            .contains("engine_error"));
  }
}
