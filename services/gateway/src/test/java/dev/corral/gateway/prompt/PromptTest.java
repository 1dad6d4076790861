package dev.corral.gateway.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.corral.gateway.world.TestProxy;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/// Prompts are handed on with the caller's own credential, closed, and read by their owner.
@QuarkusTest
@QuarkusTestResource(World.class)
class PromptTest {
  private static ValidatableResponse submit(String body) {
    return RestAssured.given()
        .auth()
        .oauth2(World.PEOPLE.token("alice", "corral-user"))
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/v1/prompts")
        .then();
  }

  @Test
  void aPromptGoesOnAsItsCaller() {
    World.PROXY.seen.clear();
    submit("{\"model\":\"tiny\",\"prompt\":\"Hello?\"}")
        .statusCode(202)
        .body("job", is(TestProxy.JOB))
        .body("eta_seconds", is(9));
    TestProxy.Seen seen = World.PROXY.seen.getFirst();
    assertThat(seen.uri()).isEqualTo("/v1/chat/completions");
    assertThat(seen.headers().get("prefer")).isEqualTo("respond-async");
    assertThat(seen.headers().get("authorization")).startsWith("Bearer ey");
  }

  @Test
  void whatTheProxyRefusesIsToldInOurWords() {
    submit("{\"model\":\"nope\",\"prompt\":\"Hello?\"}")
        .statusCode(404)
        .body("code", is("not_found"));
  }

  @Test
  void theBodyIsClosedAndSaysOneThing() {
    submit("{\"model\":\"tiny\",\"prompt\":\"a\",\"stream\":true}")
        .statusCode(400)
        .body("code", is("unknown_field"));
    submit("{\"model\":\"tiny\"}").statusCode(400).body("code", is("invalid_field"));
    submit("{\"model\":\"tiny\",\"prompt\":\"a\",\"messages\":[{}]}")
        .statusCode(400)
        .body("code", is("invalid_field"));
  }

  @Test
  void aJobIsReadByItsOwnerByAnExactId() {
    for (String id : new String[] {"x", "..", TestProxy.JOB + "0", TestProxy.JOB.toUpperCase()}) {
      RestAssured.given()
          .auth()
          .oauth2(World.PEOPLE.token("alice", "corral-user"))
          .get("/api/v1/prompts/" + id)
          .then()
          .statusCode(org.hamcrest.Matchers.in(new Integer[] {400, 404}));
    }
    RestAssured.given()
        .auth()
        .oauth2(World.PEOPLE.token("alice", "corral-user"))
        .get("/api/v1/prompts/" + TestProxy.JOB)
        .then()
        .statusCode(200)
        .body("answer.choices[0].message.content", is("A place for llamas."))
        .body("status", is("done"));
  }
}
