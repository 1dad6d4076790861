package dev.corral.proxy.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.corral.proxy.dialect.AnswerClock;
import dev.corral.proxy.dialect.AnswerStream;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.dialect.Passage;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.Timing;
import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.dialect.Wire;
import dev.corral.proxy.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole roads, one folder each: `<dialect>-<wire>-<case>/` holds the caller's request, the
/// engine's request that it becomes, the engine's answer and the caller's answer that it becomes.
/// What the engine says is recorded or has the shapes of its documentation; the other two are
/// golden (`-Dcontract.write=true` writes them).
class ExchangesTest {
  private static final Path FOLDER = Path.of("src/test/resources/exchanges");
  private static final boolean WRITE = Boolean.getBoolean("contract.write");
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Passage.Bounds BOUNDS = new Passage.Bounds("served-name", 4096, 2048);

  private static final class TestClock implements AnswerClock {
    int tokens;

    @Override
    public void token() {
      tokens++;
    }

    @Override
    public Timing timing() {
      return new Timing(1, 20, 400);
    }
  }

  /// One folder.
  record Road(Path folder, Wire wire, Prompt prompt, byte[] answer) {
    Passage passage() {
      return new Passages(Asked.LIMITS, Asked.CLOCK, Asked.numbered())
          .of(prompt, wire, BOUNDS)
          .orElseThrow();
    }

    AnswerStream stream(AnswerClock clock) {
      return passage().answers(prompt, clock);
    }

    @Override
    public String toString() {
      return folder.getFileName().toString();
    }
  }

  static Stream<Road> roads() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("request.json")))
          .sorted()
          .map(ExchangesTest::road)
          .toList()
          .stream();
    }
  }

  static Stream<Road> streams() throws IOException {
    return roads().filter(road -> road.prompt().stream());
  }

  private static Road road(Path folder) {
    try {
      JsonNode request = PRETTY.readTree(Files.readAllBytes(folder.resolve("request.json")));
      Operation operation =
          Stream.of(Operation.values())
              .filter(each -> each.path().equals(request.path("path").textValue()))
              .findFirst()
              .orElseThrow();
      Wire wire = Wire.of(folder.getFileName().toString().split("-")[1]).orElseThrow();
      Prompt prompt = Asked.prompt(operation, request.path("body").toString());
      return new Road(
          folder, wire, prompt, Files.readAllBytes(folder.resolve("engine-answer.txt")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("roads")
  void theRequestBecomesThatOfTheEngine(Road road) throws IOException {
    byte[] request = road.passage().request(road.prompt(), BOUNDS);
    same(
        road.folder().resolve("engine-request.json"),
        PRETTY.writeValueAsString(PRETTY.readTree(request)) + "\n");
    assertEquals(
        road.wire() == Wire.OLLAMA ? "/api/chat" : "/v1/chat/completions", road.passage().path());
  }

  @ParameterizedTest
  @MethodSource("roads")
  void theAnswerBecomesThatOfTheCaller(Road road) throws IOException {
    if (road.prompt().stream()) {
      TestClock clock = new TestClock();
      AnswerStream stream = road.stream(clock);
      AnswerStream.Step step = stream.feed(road.answer());
      assertEquals(Optional.empty(), step.problem());
      assertTrue(stream.complete() || stream.end().problem().isEmpty());
      assertTrue(clock.tokens > 0);
      assertEquals(TokenCount.Source.EXACT, stream.tokens().source());
      same(road.folder().resolve("answer.txt"), new String(step.bytes(), UTF_8));
    } else {
      var whole = road.passage().whole(road.prompt(), road.answer(), new Timing(1, 20, 400));
      assertEquals(TokenCount.Source.EXACT, whole.tokens().source());
      String body = PRETTY.writeValueAsString(PRETTY.readTree(whole.body())) + "\n";
      same(road.folder().resolve("answer.txt"), body);
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void cutAtAnyByteItIsAnErrorAndNeverAnEnd(Road road) {
    byte[] all = road.answer();
    for (int cut = 0; cut < all.length; cut++) {
      AnswerStream stream = road.stream(new TestClock());
      AnswerStream.Step fed = stream.feed(Arrays.copyOf(all, cut));
      AnswerStream.Step end = stream.end();
      boolean marked = endMark(road.wire(), new String(all, 0, cut, UTF_8));
      assertEquals(marked, stream.complete(), "cut at " + cut);
      assertEquals(
          marked ? Optional.empty() : Optional.of(new Problem.EngineBroken()),
          fed.problem().or(end::problem),
          "cut at " + cut);
      String sent = new String(fed.bytes(), UTF_8) + new String(end.bytes(), UTF_8);
      assertTrue(sent.isEmpty() || sent.endsWith("\n"), "half a frame went out at " + cut);
      assertEquals(marked, looksComplete(sent), "cut at " + cut);
    }
  }

  private static boolean endMark(Wire wire, String seen) {
    return wire == Wire.OLLAMA
        ? seen.strip()
            .lines()
            .anyMatch(line -> line.contains("\"done\":true") && line.endsWith("}"))
        : seen.contains("data: [DONE]");
  }

  private static boolean looksComplete(String sent) {
    return sent.contains("data: [DONE]")
        || sent.contains("event: message_stop")
        || sent.contains("event: response.completed")
        || sent.contains("event: response.incomplete")
        || sent.contains("\"done\":true");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void splitAnywhereTheSameGoesOut(Road road) throws IOException {
    byte[] all = road.answer();
    String expected = new String(road.stream(new TestClock()).feed(all).bytes(), UTF_8);
    for (int split = 0; split < all.length; split++) {
      AnswerStream stream = road.stream(new TestClock());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(stream.feed(Arrays.copyOf(all, split)).bytes());
      out.write(stream.feed(Arrays.copyOfRange(all, split, all.length)).bytes());
      out.write(stream.end().bytes());
      assertEquals(expected, out.toString(UTF_8), "split at " + split);
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void errorsInTheStreamAreErrors(Road road) {
    String error =
        road.wire() == Wire.OLLAMA
            ? "{\"error\":\"0xdead\"}\n"
            : "data: {\"error\":{\"message\":\"0xdead\"}}\n\n";
    for (String bad : new String[] {error, "data: <html>\n\n", "[1]\n\n", "data: [1]\n\n"}) {
      AnswerStream.Step step = road.stream(new TestClock()).feed(bad.getBytes(UTF_8));
      assertEquals(Optional.of(new Problem.EngineBroken()), step.problem(), bad);
      assertFalse(new String(step.bytes(), UTF_8).contains("dead"));
    }
  }

  private static void same(Path golden, String actual) throws IOException {
    if (WRITE) {
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual, golden.toString());
  }
}
