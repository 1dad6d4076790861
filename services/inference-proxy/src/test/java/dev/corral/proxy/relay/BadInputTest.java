package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad input over the wire: the golden words in the caller's dialect, and no engine hears of it.
@QuarkusTest
@QuarkusTestResource(World.class)
class BadInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeAll
  static void publish() {
    Scene.model("strict", "alice", true);
  }

  @BeforeEach
  void seen() {
    await()
        .ignoreExceptions()
        .until(() -> send("GET", "/v1/models/strict", "", "application/json").statusCode() == 200);
  }

  private static Response send(String method, String path, String body, String type) {
    var request =
        RestAssured.given()
            .urlEncodingEnabled(false)
            .header("authorization", "Bearer " + Scene.KEY);
    return (body.isEmpty() ? request : request.contentType(type).body(body)).request(method, path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/v1/chat/completions||MethodNotAllowed",
        "GET|/ollama/api/generate||MethodNotAllowed",
        "POST|/v1/audio/speech|{}|NoSuchRoute",
        "POST|/ollama/api/pull|{}|NoSuchRoute",
        "POST|/ollama/api/delete|{}|NoSuchRoute",
        "POST|/v1/chat/completions|[]|Malformed",
        "POST|/ollama/api/chat|[]|Malformed",
        "POST|/v1/chat/completions|{\"model\":\"strict\",\"n\":5}|InvalidField",
        "POST|/v1/chat/completions|{\"model\":\"strict\",\"api_base\":\"http://evil\"}|FieldRefused",
        "POST|/ollama/api/generate|{\"model\":\"strict\",\"options\":{\"x\":{\"api_base\":1}}}|FieldRefused",
        "POST|/v1/chat/completions|{\"model\":\"nope\"}|ModelNotFound",
        "POST|/ollama/api/chat|{\"model\":\"nope\"}|ModelNotFound"
      })
  void goldenWords(String method, String path, String body, String problem) throws IOException {
    String dialect = path.startsWith("/ollama") ? "ollama" : "openai";
    JsonNode expected;
    try (InputStream in = BadInputTest.class.getResourceAsStream("/golden/problems.json")) {
      expected = JSON.readTree(in).path(problem).path(dialect);
    }
    Response answer = send(method, path, body == null ? "" : body, "application/json");
    assertEquals(expected.path("status").asInt(), answer.statusCode());
    assertEquals(expected.path("body"), JSON.readTree(answer.asString()));
    assertTrue(answer.header("x-request-id").matches("[0-9a-f-]{36}"));
    assertEquals(0, Scene.engine().calls("strict").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1//models", "/ollama/%61pi/tags", "/v1/../v1/models", "/v1/models;a"})
  void pathsThatCouldBeReadInTwoWays(String path) throws IOException {
    try (Client client = new Client(RestAssured.port, 0)) {
      client.send("GET " + path + " HTTP/1.1\r\nhost: x\r\n\r\n");
      assertTrue(client.readUntil("The path must be plain").startsWith("HTTP/1.1 400"));
    }
  }

  @Test
  void longNamesAreNotRepeated() {
    String answer =
        send(
                "POST",
                "/v1/chat/completions",
                "{\"model\":\"" + "x".repeat(300) + "\"}",
                "application/json")
            .then()
            .statusCode(404)
            .extract()
            .asString();
    assertTrue(answer.length() < 300, answer);
  }

  @Test
  void compressedAndForeignBodies() {
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .header("content-encoding", "gzip")
        .contentType("application/json")
        .body("{}")
        .post("/v1/chat/completions")
        .then()
        .statusCode(415);
    send("POST", "/v1/chat/completions", "<x/>", "application/xml")
        .then()
        .statusCode(415)
        .body("error.code", is("unsupported_media_type"));
  }

  @Test
  void aFormIsForgivenWhereOllamaForgivesIt() {
    String form = "application/x-www-form-urlencoded";
    send("POST", "/ollama/api/chat", "{\"model\":\"nobody\"}", form).then().statusCode(404);
    send("POST", "/v1/chat/completions", "{\"model\":\"nobody\"}", form).then().statusCode(415);
  }

  @Test
  void tooLongIsSeenInTheHeadAndWhileReading() throws IOException {
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer "
            + Scene.KEY
            + "\r\ncontent-type: application/json\r\n";
    try (Client client = new Client(RestAssured.port, 0)) {
      client.send(head + "content-length: 2000000000\r\n\r\n");
      assertTrue(client.readUntil("body_too_large").startsWith("HTTP/1.1 413"));
    }
    try (Client client = new Client(RestAssured.port, 0)) {
      client.send(head + "transfer-encoding: chunked\r\n\r\n");
      String chunk = "186a0\r\n" + " ".repeat(100_000) + "\r\n";
      for (int i = 0; i < 7; i++) {
        client.send(chunk);
      }
      assertTrue(client.readUntil("body_too_large").startsWith("HTTP/1.1 413"));
    }
  }

  @Test
  void aQuestionAboutAModelIsShort() {
    String body = "{\"model\":\"strict\",\"x\":\"" + "x".repeat(70_000) + "\"}";
    send("POST", "/ollama/api/show", body, "application/json").then().statusCode(413);
  }

  @Test
  void aBodyThatTricklesIsRefused() throws IOException {
    try (Client client = new Client(RestAssured.port, 0)) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer "
              + Scene.KEY
              + "\r\ncontent-length: 50\r\n\r\n{");
      assertTrue(client.readUntil("request_timeout").startsWith("HTTP/1.1 408"));
    }
  }

  @Test
  void smuggledRequestsAreRefused() throws IOException {
    String[] heads = {
      "content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
      "content-length: 4\r\ncontent-length: 5\r\n\r\n{}  x",
      "transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n",
      "content-length: +4\r\n\r\n{}  ",
      "content-length : 4\r\n\r\n{}  "
    };
    for (String head : heads) {
      try (Client client = new Client(RestAssured.port, 0)) {
        client.send(
            "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer "
                + Scene.KEY
                + "\r\n"
                + head);
        String answer = client.readUntil("\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 4"), head + " -> " + answer);
      }
    }
    assertEquals(0, Scene.engine().calls("strict").size());
  }

  @Test
  void aLargeButAllowedBodyIsReadOnAWorker() {
    String body = "{\"model\":\"nope\",\"messages\":[\"" + "x".repeat(400_000) + "\"]}";
    assertFalse(
        send("POST", "/v1/chat/completions", body, "application/json").asString().contains("xxx"));
  }
}
