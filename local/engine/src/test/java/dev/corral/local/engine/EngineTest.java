package dev.corral.local.engine;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTest {
  private static final String QUESTION =
      "\"messages\":[{\"role\":\"user\",\"content\":\"What is Corral?\"}]";
  private static final String GREEDY = "\"options\":{\"temperature\":0}";
  private static final String ANSWER =
      "Corral lets your team launch private language models on its own AWS account.";

  private static EngineProcess engine;

  @BeforeAll
  static void start() throws Exception {
    engine = EngineProcess.start();
  }

  @AfterAll
  static void stop() throws Exception {
    engine.close();
  }

  @Test
  void answersLikeItsSamplesInOllamasDialectWithTrueDurations() {
    post("/api/chat", "{\"model\":\"tiny\",\"stream\":false,%s,%s}".formatted(QUESTION, GREEDY))
        .statusCode(200)
        .body("message.content", startsWith(ANSWER))
        .body("done", equalTo(true))
        .body("done_reason", equalTo("stop"))
        .body("prompt_eval_count", equalTo(16))
        .body("eval_count", equalTo(53))
        .body("eval_duration", greaterThan(1_000_000))
        .body("prompt_eval_duration", greaterThan(100_000))
        .body("total_duration", greaterThan(2_000_000));
  }

  @Test
  void streamsOneJsonObjectPerTokenByDefault() {
    var response =
        post("/api/chat", "{\"model\":\"tiny:latest\",%s,%s}".formatted(QUESTION, GREEDY));
    response.contentType("application/x-ndjson");
    var lines = response.extract().asString().lines().map(JsonPath::new).toList();
    assertEquals(53, lines.size());
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line.getString("message.content")));
    assertTrue(text.toString().startsWith(ANSWER));
    assertTrue(lines.subList(0, 52).stream().noneMatch(line -> line.getBoolean("done")));
    assertTrue(lines.getLast().getBoolean("done"));
    assertEquals("tiny:latest", lines.getLast().getString("model"));
  }

  @Test
  void streamsOpenAiChunksThatEndInUsageAndDone() {
    var body =
        "{\"model\":\"tiny\",\"stream\":true,\"temperature\":0,\"max_tokens\":4,"
            + "\"stream_options\":{\"include_usage\":true},%s}";
    var response = post("/v1/chat/completions", body.formatted(QUESTION));
    response.contentType("text/event-stream");
    var events = List.of(response.extract().asString().split("\n\n"));
    assertEquals("data: [DONE]", events.getLast());
    var usage = new JsonPath(events.get(events.size() - 2).substring(6));
    assertEquals(List.of(), usage.getList("choices"));
    assertEquals(16, usage.getInt("usage.prompt_tokens"));
    assertEquals(4, usage.getInt("usage.completion_tokens"));
    var last = new JsonPath(events.get(events.size() - 3).substring(6));
    assertEquals("length", last.getString("choices[0].finish_reason"));
  }

  @Test
  void honoursStopSeedAndWholeAnswersInOpenAisDialect() {
    var body = "{\"model\":\"tiny\",\"temperature\":0,\"stop\":[\"private\"],%s}";
    post("/v1/chat/completions", body.formatted(QUESTION))
        .statusCode(200)
        .body("object", equalTo("chat.completion"))
        .body("choices[0].message.content", equalTo("Corral lets your team launch "))
        .body("choices[0].finish_reason", equalTo("stop"))
        .body("usage.total_tokens", allOf(greaterThan(16), lessThan(30)));
    var hot = "{\"model\":\"tiny\",\"temperature\":2,\"seed\":11,\"max_tokens\":30,%s}";
    var first = post("/v1/chat/completions", hot.formatted(QUESTION)).extract();
    var again = post("/v1/chat/completions", hot.formatted(QUESTION)).extract();
    String text = first.path("choices[0].message.content");
    assertEquals(text, again.path("choices[0].message.content"));
  }

  @Test
  void carriesEmojiAndLongBodiesAndIgnoresTheContentType() {
    var long9k = "x".repeat(9000);
    given()
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .body(
            "{\"model\":\"tiny\",\"note\":\"%s\",\"raw\":true,\"stream\":false,\"prompt\":\"😀\",\"options\":{\"num_predict\":1}}"
                .formatted(long9k))
        .post(engine.url() + "/api/generate")
        .then()
        .statusCode(200)
        .body("prompt_eval_count", equalTo(5))
        .body("done_reason", equalTo("length"));
    post(
            "/api/chat",
            "{\"model\":\"tiny\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"😀\"}]}")
        .body("prompt_eval_count", equalTo(16));
  }

  @Test
  void tellsAboutItsModel() {
    get("/").body(equalTo("Ollama is running"));
    get("/api/version").body("version", notNullValue());
    get("/api/tags")
        .body("models[0].name", equalTo("tiny"))
        .body("models[0].size", equalTo(6131200));
    get("/api/ps").body("models[0].context_length", equalTo(512));
    get("/v1/models").body("data[0].id", equalTo("tiny"));
    post("/api/show", "{\"model\":\"tiny\"}")
        .body("details.parameter_size", equalTo("3.0M"))
        .body("capabilities[0]", equalTo("completion"));
    post("/api/chat", "{\"model\":\"tiny\"}").body("done_reason", equalTo("load"));
    post("/api/generate", "{\"model\":\"tiny\",\"keep_alive\":0}")
        .body("done_reason", equalTo("unload"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | {'model':'nope','messages':[{'role':'user','content':'x'}]} | model 'nope' not found",
        "400 | {'messages':[{'role':'user','content':'x'}]} | model is required",
        "400 | {'model':'tiny' | the request body is not valid JSON",
        "400 | [1] | a field of the request has the wrong type",
        "400 | {'model':'tiny','messages':[{'role':'robot','content':'x'}]} | invalid role",
        "400 | {'model':'tiny','tools':[{}],'messages':[{'role':'user','content':'x'}]} | a tool needs a function",
      })
  void refusesInTheDialectOfThePath(int status, String body, String message) {
    var json = body.strip().replace('\'', '"');
    var text = message.strip();
    post("/api/chat", json).statusCode(status).body("error", containsString(text));
    post("/v1/chat/completions", json)
        .statusCode(status)
        .body("error.message", containsString(text))
        .body("error.code", nullValue())
        .body("error.type", equalTo(status == 404 ? "not_found_error" : "invalid_request_error"));
  }

  @Test
  void refusesWhatCannotFitAndUnknownPaths() {
    var words = "word ".repeat(2000);
    post(
            "/api/chat",
            "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(words))
        .statusCode(400)
        .body("error", containsString("tokens"));
    post("/api/pull", "{}").statusCode(404).body("error", notNullValue());
    get("/api/chat").statusCode(405).body("error", notNullValue());
    get("/v1/nothing").statusCode(404).body("error.type", equalTo("not_found_error"));
  }

  private static ValidatableResponse post(String path, String body) {
    return given().contentType("application/json").body(body).post(engine.url() + path).then();
  }

  private static ValidatableResponse get(String path) {
    return given().get(engine.url() + path).then();
  }
}
