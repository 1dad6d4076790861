package dev.corral.local.engine;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Embeddings, plain completions, and answers that must have a form.
class StructuredTest {
  private static final String TOOL =
      "{'type':'function','function':{'name':'get_weather','description':'x','parameters':"
          + "{'type':'object','properties':{'city':{'type':'string'},"
          + "'unit':{'enum':['c','f']}},'required':['city']}}}";
  private static final String ASK =
      "'messages':[{'role':'user','content':'Use get_weather for Paris.'}]";

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
  void embedsInBothDialectsTheSameVector() {
    var openAi =
        post("/v1/embeddings", "{'model':'tiny','input':['hello','world']}")
            .statusCode(200)
            .body("data", hasSize(2))
            .body("data[1].index", equalTo(1))
            .body("usage.prompt_tokens", greaterThan(1))
            .extract()
            .jsonPath();
    var ollama =
        post("/api/embed", "{'model':'tiny','input':'hello'}").statusCode(200).extract().jsonPath();
    var old = post("/api/embeddings", "{'model':'tiny','prompt':'hello'}").extract().jsonPath();
    List<Float> vector = openAi.getList("data[0].embedding", Float.class);
    assertEquals(192, vector.size());
    assertEquals(vector, ollama.getList("embeddings[0]", Float.class));
    assertEquals(vector, old.getList("embedding", Float.class));
    assertEquals(1, vector.stream().mapToDouble(v -> v * v).sum(), 1e-3);
  }

  @Test
  void embedsAsBase64AndRefusesWhatDoesNotFit() {
    var text =
        post("/v1/embeddings", "{'model':'tiny','input':'x','encoding_format':'base64'}")
            .extract()
            .jsonPath()
            .getString("data[0].embedding");
    assertEquals(192 * 4, java.util.Base64.getDecoder().decode(text).length);
    post("/v1/embeddings", "{'model':'tiny','input':''}").statusCode(400);
    post("/v1/embeddings", "{'model':'tiny','input':'" + "word ".repeat(600) + "'}")
        .statusCode(400)
        .body("error.message", containsString("tokens"));
    post("/v1/embeddings", "{'model':'tiny','input':'still here'}").statusCode(200);
  }

  @Test
  void completesAText() {
    post("/v1/completions", "{'model':'tiny','prompt':'Corral is','max_tokens':1,'temperature':0}")
        .statusCode(200)
        .body("object", equalTo("text_completion"))
        .body("choices[0].finish_reason", equalTo("length"))
        .body("usage.completion_tokens", equalTo(1));
  }

  @Test
  void callsAToolThatTheQuestionNames() {
    var body = "{'model':'tiny','temperature':0,'tools':[" + TOOL + "]," + ASK + "}";
    var call = "choices[0].message.tool_calls[0].function";
    var answer =
        post("/v1/chat/completions", body)
            .statusCode(200)
            .body("choices[0].finish_reason", equalTo("tool_calls"))
            .body("choices[0].message.content", nullValue())
            .body(call + ".name", equalTo("get_weather"))
            .extract()
            .jsonPath();
    var arguments = new JsonPath(answer.getString(call + ".arguments"));
    assertTrue(List.of("c", "f").contains(arguments.getString("unit")));
    post("/api/chat", "{'model':'tiny','stream':false,'tools':[" + TOOL + "]," + ASK + "}")
        .statusCode(200)
        .body("message.tool_calls[0].function.name", equalTo("get_weather"))
        .body("message.content", equalTo(""));
  }

  @Test
  void streamsTheArgumentsOfACall() {
    var body =
        "{'model':'tiny','stream':true,'temperature':0,'tool_choice':'required','tools':["
            + TOOL
            + "],'messages':[{'role':'user','content':'hi'}]}";
    var events =
        post("/v1/chat/completions", body).extract().asString().lines().filter(l -> !l.isEmpty());
    var chunks =
        events
            .map(line -> line.substring(6))
            .filter(data -> data.startsWith("{"))
            .map(JsonPath::new)
            .toList();
    var call = "choices[0].delta.tool_calls[0].function";
    assertEquals("get_weather", chunks.getFirst().getString(call + ".name"));
    var arguments = new StringBuilder();
    chunks.forEach(chunk -> {
      var part = chunk.getString(call + ".arguments");
      arguments.append(part == null ? "" : part);
    });
    assertTrue(new JsonPath(arguments.toString()).get("city") instanceof String);
    assertEquals("tool_calls", chunks.getLast().getString("choices[0].finish_reason"));
  }

  @Test
  void answersInTheFormThatWasAskedFor() {
    var schema = "{'type':'object','properties':{'ok':{'type':'boolean'}},'required':['ok']}";
    var whole =
        post(
                "/v1/chat/completions",
                "{'model':'tiny','response_format':{'type':'json_schema','json_schema':{'name':'x','schema':"
                    + schema
                    + "}},"
                    + ASK
                    + "}")
            .statusCode(200)
            .extract()
            .jsonPath()
            .getString("choices[0].message.content");
    assertTrue(new JsonPath(whole).get("ok") instanceof Boolean);
    var json =
        post("/api/chat", "{'model':'tiny','stream':false,'format':'json'," + ASK + "}")
            .statusCode(200)
            .extract()
            .jsonPath()
            .getString("message.content");
    assertTrue(new JsonPath(json).get("answer") instanceof String);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'string','pattern':'('}",
        "{'type':'nonsense'}",
        "{'$ref':'#/x'}",
        "{'enum':[]}",
        "{'type':'object','properties':{'a':{'anyOf':[]}}}"
      })
  void refusesSchemasThatItDoesNotUnderstandAndLivesOn(String schema) {
    post("/api/chat", "{'model':'tiny','stream':false,'format':" + schema + "," + ASK + "}")
        .statusCode(400)
        .body("error", containsString("schema"));
    given().get(engine.url() + "/api/version").then().statusCode(200);
  }

  private static ValidatableResponse post(String path, String body) {
    return given()
        .contentType("application/json")
        .body(body.replace('\'', '"'))
        .post(engine.url() + path)
        .then();
  }
}
