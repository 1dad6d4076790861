package dev.corral.proxy.conformance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import dev.corral.proxy.dialect.Operation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every operation with every engine, streamed and whole: what the client understands is what the
/// engine said. The table of it is `docs/conformance.md`.
@QuarkusTest
@QuarkusTestResource(World.class)
class ConformanceTest {
  private static final Path TABLE = Path.of("../../docs/conformance.md");

  /// The engines and the dialect that each is spoken to in.
  private static final Map<String, String> ENGINES =
      new TreeMap<>(
          Map.of("ollama", "ollama", "vllm", "openai", "localai", "openai", "textgen", "openai"));

  @BeforeAll
  static void publish() {
    ENGINES.forEach((engine, dialect) -> {
      Scene.model(
          "conform-" + engine, "alice", true, engine, Map.of("corral.dev/dialect", dialect));
      Scene.engine().script("conform-" + engine, Recordings.of(engine).script());
    });
  }

  @Test
  void everyCellOfTheTableHolds() throws IOException {
    await().ignoreExceptions().until(() -> ENGINES.keySet().stream().allMatch(this::listed));
    StringBuilder rows = new StringBuilder();
    for (Operation operation : Operation.values()) {
      row(rows, operation, false);
      if (Question.tools(operation)) {
        row(rows, operation, true);
      }
    }
    String doc = Files.readString(TABLE);
    int from = doc.indexOf("<!-- table -->");
    int to = doc.indexOf("<!-- end -->");
    String expected =
        doc.substring(0, from) + "<!-- table -->\n\n" + head() + rows + "\n" + doc.substring(to);
    if (Boolean.getBoolean("contract.write")) {
      Files.writeString(TABLE, expected);
    }
    assertEquals(expected, Files.readString(TABLE));
  }

  private static String head() {
    return "| route | "
        + String.join(" | ", ENGINES.keySet())
        + " |\n"
        + "|---|"
        + "---|".repeat(ENGINES.size())
        + "\n";
  }

  private void row(StringBuilder rows, Operation operation, boolean tools) {
    rows.append("| `").append(operation.path()).append('`').append(tools ? " with tools" : "");
    for (String engine : ENGINES.keySet()) {
      String whole = cell(operation, engine, false, tools);
      String stream = Question.streams(operation) ? cell(operation, engine, true, tools) : whole;
      assertEquals(whole, stream, operation + " " + engine);
      rows.append(" | ").append(whole);
    }
    rows.append(" |\n");
  }

  /// `relayed`, `translated`, or `–` for what is refused by name.
  private String cell(Operation operation, String engine, boolean stream, boolean tools) {
    String model = "conform-" + engine;
    String what = operation + " " + engine + (stream ? " stream" : "") + (tools ? " tools" : "");
    int before = Scene.engine().calls(model).size();
    Response answer = ask(operation, model, stream, tools);
    if (answer.statusCode() == 400) {
      assertTrue(answer.asString().contains("cannot do this"), what + answer.asString());
      assertEquals(before, Scene.engine().calls(model).size(), what);
      return "–";
    }
    assertEquals(200, answer.statusCode(), what + answer.asString());
    var call = Scene.engine().calls(model).getLast();
    Reading said = said(Recordings.of(engine), Recordings.caseOf(call));
    check(what, said, Reading.of(operation, stream, answer.asString()));
    String path = call.head().split(" ", 3)[1];
    return operation.path().endsWith(path) ? "relayed" : "translated";
  }

  private static void check(String what, Reading said, Reading read) {
    assertEquals(said.text(), read.text(), what);
    assertEquals(said.call(), read.call(), what);
    assertTrue(read.complete(), what);
    assertFalse(read.failed(), what);
    if (said.out() > 0) {
      assertEquals(said.out(), read.out(), what);
    }
  }

  /// What the engine said, as its own client would read it.
  private static Reading said(Recordings recordings, String recorded) {
    boolean stream = recorded.endsWith("-stream");
    Operation own =
        switch (recorded.replaceAll("-(tools|whole|stream)", "")) {
          case "ollama-chat" -> Operation.OLLAMA_CHAT;
          case "ollama-generate" -> Operation.OLLAMA_GENERATE;
          case "ollama-embed" -> Operation.OLLAMA_EMBED;
          case "ollama-embeddings" -> Operation.OLLAMA_EMBEDDINGS;
          case "openai-completions" -> Operation.OPENAI_COMPLETIONS;
          case "openai-embeddings", "openai-embeddings-one" -> Operation.OPENAI_EMBEDDINGS;
          default -> Operation.OPENAI_CHAT;
        };
    return Reading.of(own, stream, recordings.answer(recorded).body());
  }

  private static Response ask(Operation operation, String model, boolean stream, boolean tools) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.token("alice", "corral-user"))
        .contentType("application/json")
        .body(Question.of(operation, model, stream, tools))
        .post(operation.path());
  }

  private boolean listed(String engine) {
    List<String> ids =
        RestAssured.given()
            .header("authorization", "Bearer " + Scene.token("alice", "corral-user"))
            .get("/v1/models")
            .jsonPath()
            .getList("data.findAll { it.status == 'active' }.id");
    return ids.contains("conform-" + engine);
  }
}
