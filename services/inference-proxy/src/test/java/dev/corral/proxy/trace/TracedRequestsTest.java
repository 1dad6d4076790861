package dev.corral.proxy.trace;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.google.protobuf.ByteString;
import dev.corral.proxy.Scene;
import dev.corral.proxy.ScriptedEngine.Call;
import dev.corral.proxy.ScriptedEngine.Script;
import dev.corral.proxy.Spans;
import dev.corral.proxy.World;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a collector is sent of requests that end in every way.
@QuarkusTest
@QuarkusTestResource(World.class)
@TestProfile(Spans.On.class)
class TracedRequestsTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String WHOLE =
      "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"x\"}}],"
          + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":2},"
          + "\"completion_tokens_details\":{\"reasoning_tokens\":99}}}";
  private static final String STREAM =
      """
      data: {"choices":[{"delta":{"content":"x"}}]}

      data: {"choices":[{"delta":{},"finish_reason":"length"}]}

      data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1}}

      data: [DONE]

      """;

  private final String id = UUID.randomUUID().toString();

  private void model(String name, Script script) {
    Scene.engine().script(name, script);
    Scene.model(name, "alice", true);
    seen(name);
  }

  private static void seen(String name) {
    await()
        .ignoreExceptions()
        .until(() ->
            RestAssured.given()
                    .header("authorization", "Bearer " + Scene.KEY)
                    .get("/v1/models/" + name)
                    .statusCode()
                == 200);
  }

  private static void whole(Call call) throws IOException {
    call.whole(200, WHOLE);
  }

  private static void streamed(Call call) throws IOException {
    call.streamHead();
    call.chunk(STREAM);
    call.last();
  }

  private RequestSpecification asking() {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .header("x-request-id", id)
        .contentType("application/json");
  }

  private static String body(String model, boolean stream) {
    return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"where\"}]}"
        .formatted(model, stream);
  }

  private int ask(String model, boolean stream) {
    return asking().body(body(model, stream)).post(CHAT).statusCode();
  }

  private Span told() {
    await().until(() -> Spans.server(id).isPresent());
    Span span = Spans.server(id).orElseThrow();
    assertEquals(SpanKind.SPAN_KIND_SERVER, span.getKind());
    assertFalse(span.toString().contains("alice"), "who asks is nobody's business here");
    assertFalse(span.toString().contains("where"));
    return span;
  }

  private static void has(Span span, Map<String, String> expected) {
    Map<String, String> words = Spans.words(span);
    expected.forEach((name, value) -> assertEquals(value, words.get(name), name));
  }

  @Test
  void aWholeAnswerIsPartOfTheCallersTraceAndTheEnginesIsPartOfOurs() {
    model("traced-whole", TracedRequestsTest::whole);
    String trace = UUID.randomUUID().toString().replace("-", "");
    asking()
        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
        .header("tracestate", "stranger=1")
        .body(body("traced-whole", false))
        .post(CHAT)
        .then()
        .statusCode(200);
    Span span = told();
    assertEquals("chat traced-whole", span.getName());
    assertEquals(trace, hex(span.getTraceId()));
    assertEquals("00f067aa0ba902b7", hex(span.getParentSpanId()));
    assertEquals("", span.getTraceState());
    has(
        span,
        Map.of(
            "gen_ai.operation.name", "chat",
            "gen_ai.provider.name", "ollama",
            "gen_ai.request.model", "traced-whole",
            "gen_ai.response.model", "traced-whole",
            "gen_ai.response.finish_reasons", "stop",
            "gen_ai.usage.input_tokens", "3",
            "gen_ai.usage.output_tokens", "4",
            "corral.tokens.source", "exact",
            "corral.outcome", "done",
            "corral.cold_start", "false"));
    has(
        span,
        Map.of(
            "gen_ai.usage.cache_read.input_tokens", "2",
            "gen_ai.usage.reasoning.output_tokens", "4"));
    assertFalse(Spans.words(span).containsKey("error.type"));
    assertEquals(List.of("gen_ai.first_token"), Spans.events(span));
    Span attempt = Spans.under(span).getFirst();
    assertEquals(SpanKind.SPAN_KIND_CLIENT, attempt.getKind());
    String head = Scene.engine().calls("traced-whole").getFirst().head();
    String ours = "traceparent: 00-" + trace + "-" + hex(attempt.getSpanId()) + "-01";
    assertTrue(head.contains(ours) && !head.contains("tracestate"), head);
  }

  @Test
  void aTraceThatNobodyKeepsIsPassedOnAllTheSame() {
    model("traced-unkept", TracedRequestsTest::whole);
    String trace = UUID.randomUUID().toString().replace("-", "");
    asking()
        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-00")
        .body(body("traced-unkept", false))
        .post(CHAT)
        .then()
        .statusCode(200);
    String head = Scene.engine().calls("traced-unkept").getFirst().head();
    assertTrue(head.matches("(?s).*traceparent: 00-" + trace + "-[0-9a-f]{16}-00\r\n.*"), head);
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Test
  void aStreamSaysWhenItsFirstTokenWasThereAndWhyItEnded() {
    model("traced-stream", TracedRequestsTest::streamed);
    assertEquals(200, ask("traced-stream", true));
    Span span = told();
    has(
        span,
        Map.of(
            "gen_ai.response.finish_reasons", "length",
            "gen_ai.usage.output_tokens", "1",
            "corral.outcome", "done"));
    long first = span.getEvents(0).getTimeUnixNano();
    assertTrue(first >= span.getStartTimeUnixNano() && first <= span.getEndTimeUnixNano());
    has(Spans.under(span).getFirst(), Map.of("corral.outcome", "done", "corral.attempt", "1"));
  }

  @Test
  void aSecondAttemptIsASpanOfItsOwn() {
    model(
        "traced-retry",
        call -> {
          if (Scene.engine().calls("traced-retry").size() == 1) {
            call.whole(503, "{}");
          } else {
            whole(call);
          }
        });
    assertEquals(200, ask("traced-retry", false));
    List<Span> attempts = Spans.under(told());
    assertEquals(2, attempts.size());
    has(attempts.get(0), Map.of("corral.attempt", "1", "error.type", "EngineUnavailable"));
    assertEquals(StatusCode.STATUS_CODE_ERROR, attempts.get(0).getStatus().getCode());
    has(attempts.get(1), Map.of("corral.attempt", "2", "corral.outcome", "done"));
  }

  @Test
  void anErrorHasItsName() {
    model("traced-error", call -> call.whole(500, "{\"error\":\"where\"}"));
    assertEquals(502, ask("traced-error", false));
    Span span = told();
    has(span, Map.of("corral.outcome", "error", "error.type", "EngineBroken"));
    assertEquals(StatusCode.STATUS_CODE_ERROR, span.getStatus().getCode());
    assertFalse(Spans.words(span).containsKey("gen_ai.usage.output_tokens"));
    has(Spans.under(span).getFirst(), Map.of("error.type", "EngineBroken"));
  }

  @Test
  void aCallerThatLeavesIsNoError() throws IOException {
    model(
        "traced-left",
        call -> {
          call.streamHead();
          call.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n");
          call.awaitClose();
        });
    String body = body("traced-left", true);
    try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
      String head =
          "POST %s HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-request-id: %s\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n"
              .formatted(CHAT, id, Scene.KEY, body.length());
      caller.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
      assertTrue(caller.getInputStream().read() > 0);
    }
    Span span = told();
    has(span, Map.of("corral.outcome", "cancelled", "corral.tokens.source", "estimated"));
    assertEquals(StatusCode.STATUS_CODE_UNSET, span.getStatus().getCode());
    has(Spans.under(span).getFirst(), Map.of("corral.outcome", "cancelled"));
  }

  @Test
  void aColdStartShowsItsWait() {
    String model = "traced-cold";
    String view =
        "{\"name\":\"traced-cold\",\"uid\":\"u\",\"state\":\"launching\",\"phase\":\"weights\",\"etaSeconds\":7,\"suspended\":false}";
    WireMock peers = Scene.peers();
    peers.register(post("/internal/models/traced-cold/wake").willReturn(jsonResponse(view, 202)));
    peers.register(get("/internal/models/traced-cold").willReturn(jsonResponse(view, 200)));
    Scene.model(model, "alice", false);
    Scene.engine().script(model, TracedRequestsTest::streamed);
    seen(model);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answer = CompletableFuture.supplyAsync(() -> ask(model, true), threads);
      await()
          .atMost(10, TimeUnit.SECONDS)
          .until(() ->
              !peers
                  .find(postRequestedFor(urlEqualTo("/internal/models/traced-cold/wake")))
                  .isEmpty());
      Scene.ready(model, true);
      assertEquals(200, answer.join());
    }
    Span span = told();
    has(span, Map.of("corral.cold_start", "true", "corral.outcome", "done"));
    assertTrue(Long.parseLong(Spans.words(span).get("corral.queue_ms")) > 0);
    assertEquals(
        List.of("corral.wake.started", "corral.wake.ready", "gen_ai.first_token"),
        Spans.events(span));
  }

  @Test
  void bedrockIsAProviderLikeAnyOther() {
    Scene.model(
        "traced-nova",
        "alice",
        true,
        "bedrock",
        Map.of("corral.dev/dialect", "bedrock", "corral.dev/bedrock-id", "amazon.nova-lite-v1:0"));
    seen("traced-nova");
    assertEquals(200, ask("traced-nova", true));
    Span span = told();
    has(
        span,
        Map.of(
            "gen_ai.provider.name", "aws.bedrock",
            "gen_ai.response.finish_reasons", "end_turn",
            "corral.tokens.source", "exact"));
    has(
        Spans.under(span).getFirst(),
        Map.of("gen_ai.provider.name", "aws.bedrock", "corral.outcome", "done"));
  }
}
