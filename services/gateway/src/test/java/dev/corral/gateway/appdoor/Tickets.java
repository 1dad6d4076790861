package dev.corral.gateway.appdoor;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;

/// What the console does on the way into an app.
final class Tickets {
  private Tickets() {}

  static String open(String app, String token, String nonce, String to) {
    Response answer = ask(app, token, nonce, to);
    answer.then().statusCode(200);
    return answer.path("url");
  }

  static Response ask(String app, String token, String nonce, String to) {
    return RestAssured.given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .body(Map.of("nonce", nonce, "to", to))
        .post("/api/v1/apps/" + app + "/open");
  }
}
