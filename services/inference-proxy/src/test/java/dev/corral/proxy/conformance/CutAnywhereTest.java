package dev.corral.proxy.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.ScriptedEngine.Call;
import dev.corral.proxy.World;
import dev.corral.proxy.dialect.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// On every road an engine is cut at offsets all over a recorded stream, in three ways: the caller
/// sees an error of its dialect, never an end that looks complete, and each request is counted
/// once.
@QuarkusTest
@QuarkusTestResource(World.class)
class CutAnywhereTest {
  /// A prime, so that all places within frames come up; each byte is tried without HTTP by
  /// AnswerStreamTest and its like.
  private static final int STEP = 7;

  @Inject MeterRegistry registry;

  private enum Cut {
    RESET,
    CLOSE,
    CLEAN_END
  }

  static Stream<Arguments> roads() {
    return Stream.of(Operation.values())
        .filter(Question::streams)
        .flatMap(operation ->
            Stream.of("ollama", "vllm").map(engine -> Arguments.of(operation, engine)));
  }

  @BeforeAll
  static void publish() {
    Scene.model("cut-ollama", "alice", true);
    Scene.model("cut-vllm", "alice", true, "vllm", Map.of("corral.dev/dialect", "openai"));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("roads")
  void neverLooksComplete(Operation operation, String engine) throws IOException {
    String model = "cut-" + engine;
    await().ignoreExceptions().until(() -> known(model));
    Scene.engine().script(model, call -> send(call, whole(engine, call), Cut.CLEAN_END));
    long before = counted(model) + 1;
    String good = ask(operation, model);
    await().untilAsserted(() -> assertEquals(before, counted(model)));
    Reading intact = Reading.of(operation, true, good);
    assertTrue(intact.complete() && !intact.failed(), good);
    byte[] stream = whole(engine, Scene.engine().calls(model).getLast());
    int asked = 0;
    for (int cut = 0; cut < stream.length - 2; cut += STEP) {
      byte[] part = Arrays.copyOf(stream, cut);
      Cut way = Cut.values()[asked % Cut.values().length];
      Scene.engine().script(model, call -> send(call, part, way));
      broken(operation, ask(operation, model), way + " at " + cut);
      asked++;
    }
    long expected = before + asked;
    await().untilAsserted(() -> assertEquals(expected, counted(model)));
  }

  private static void broken(Operation operation, String body, String where) {
    if (body.startsWith("{\"error\"") || body.startsWith("{\"type\":\"error\"")) {
      return; // nothing of the answer had come: a refusal with a status
    }
    Reading read = Reading.of(operation, true, body);
    assertFalse(read.complete(), where + body);
    assertTrue(read.failed(), where + body);
  }

  /// The beginning and the end of the recorded stream: short, with every kind of frame.
  private static byte[] whole(String engine, Call call) {
    String body = Recordings.of(engine).answer(Recordings.caseOf(call)).body();
    String separator = body.startsWith("data:") ? "\n\n" : "\n";
    List<String> frames = new ArrayList<>(List.of(body.split(separator)));
    while (frames.size() > 6) {
      frames.remove(3);
    }
    return (String.join(separator, frames) + separator).getBytes(UTF_8);
  }

  private static void send(Call call, byte[] bytes, Cut way) throws IOException {
    call.streamHead();
    if (bytes.length > 0) {
      call.chunk(new String(bytes, UTF_8));
    }
    switch (way) {
      case RESET -> call.reset();
      case CLOSE -> call.socket().close();
      case CLEAN_END -> call.last();
    }
  }

  private static String ask(Operation operation, String model) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json")
        .body(Question.of(operation, model, true, false))
        .post(operation.path())
        .asString();
  }

  private long counted(String model) {
    return registry
        .find("gen_ai.server.request.duration")
        .tag("gen_ai.request.model", model)
        .timers()
        .stream()
        .mapToLong(Timer::count)
        .sum();
  }

  private static boolean known(String model) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .get("/v1/models/" + model)
        .path("status")
        .equals("active");
  }
}
