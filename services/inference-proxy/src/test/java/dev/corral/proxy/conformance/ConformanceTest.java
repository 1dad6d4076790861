package dev.corral.proxy.conformance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import dev.corral.proxy.dialect.ImageOperation;
import dev.corral.proxy.dialect.Operation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every operation with every engine, streamed and whole: what the client understands is what the
/// engine said. The table of it is `docs/conformance.md`.
@QuarkusTest
@QuarkusTestResource(World.class)
class ConformanceTest {
  private static final Path TABLE = Path.of("../../docs/conformance.md");

  /// By what their columns are called.
  private static final List<Column> COLUMNS =
      List.of(
          new BedrockColumn(),
          RecordedColumn.elsewhere("ollama"),
          RecordedColumn.elsewhere("openai"),
          RecordedColumn.pod("localai", "openai"),
          RecordedColumn.pod("ollama", "ollama"),
          RecordedColumn.pod("textgen", "openai"),
          RecordedColumn.pod("vllm", "openai"));

  @BeforeAll
  static void publish() {
    COLUMNS.forEach(Column::publish);
    Pictures.publish();
  }

  @Test
  void everyCellOfTheTableHolds() throws IOException {
    await().ignoreExceptions().until(() -> COLUMNS.stream().allMatch(ConformanceTest::listed));
    StringBuilder rows = new StringBuilder();
    for (Operation operation : Operation.values()) {
      row(rows, operation, false);
      if (Question.tools(operation)) {
        row(rows, operation, true);
      }
    }
    for (ImageOperation operation : ImageOperation.values()) {
      rows.append("| `").append(operation.path()).append('`');
      for (Column column : COLUMNS) {
        rows.append(" | ").append(Pictures.cell(operation, column));
      }
      rows.append(" |\n");
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
        + COLUMNS.stream().map(Column::title).collect(Collectors.joining(" | "))
        + " |\n"
        + "|---|"
        + "---|".repeat(COLUMNS.size())
        + "\n";
  }

  private void row(StringBuilder rows, Operation operation, boolean tools) throws IOException {
    rows.append("| `").append(operation.path()).append('`').append(tools ? " with tools" : "");
    for (Column column : COLUMNS) {
      String whole = cell(operation, column, false, tools);
      String stream = Question.streams(operation) ? cell(operation, column, true, tools) : whole;
      assertEquals(whole, stream, operation + " " + column.title());
      rows.append(" | ").append(whole);
    }
    rows.append(" |\n");
  }

  /// `relayed`, `translated`, or `–` for what is refused by name.
  private String cell(Operation operation, Column column, boolean stream, boolean tools)
      throws IOException {
    String what =
        operation + " " + column.title() + (stream ? " stream" : "") + (tools ? " tools" : "");
    int before = column.calls();
    Response answer = ask(operation, column.model(operation), stream, tools);
    if (answer.statusCode() == 400) {
      assertTrue(answer.asString().contains("cannot do this"), what + answer.asString());
      assertEquals(before, column.calls(), what);
      column.failing(true);
      Response again = ask(operation, column.model(operation), stream, tools);
      column.failing(false);
      assertEquals(400, again.statusCode(), what + again.asString());
      return "–";
    }
    assertEquals(200, answer.statusCode(), what + answer.asString());
    Column.Heard heard = column.heard(operation, stream, tools);
    check(what, heard.said(), Reading.of(operation, stream, answer.asString()));
    return heard.way();
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

  private static Response ask(Operation operation, String model, boolean stream, boolean tools) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.token("alice", "corral-user"))
        .contentType("application/json")
        .body(Question.of(operation, model, stream, tools))
        .post(operation.path());
  }

  private static boolean listed(Column column) {
    List<String> ids =
        RestAssured.given()
            .header("authorization", "Bearer " + Scene.token("alice", "corral-user"))
            .get("/v1/models")
            .jsonPath()
            .getList("data.findAll { it.status == 'active' }.id");
    return ids.contains(column.model())
        && ids.contains(Pictures.model(column))
        && ids.contains(column.model(Operation.OPENAI_EMBEDDINGS));
  }
}
