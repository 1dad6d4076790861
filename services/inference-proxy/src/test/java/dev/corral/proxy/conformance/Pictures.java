package dev.corral.proxy.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.dialect.ImageOperation;
import dev.corral.proxy.image.Samples;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/// The rows of OpenAI's image routes.
final class Pictures {
  private static final String STABILITY = "stability.sd3-5-large-v1:0";

  private Pictures() {}

  /// The model of a column that paints: Bedrock's is another one, a server's the same.
  static String model(Column column) {
    return column instanceof BedrockColumn ? "conform-painter" : column.model();
  }

  static void publish() {
    Scene.model(
        "conform-painter",
        "alice",
        true,
        "bedrock",
        Map.of("corral.dev/dialect", "bedrock", "corral.dev/bedrock-id", STABILITY));
  }

  /// `painted`, `–` for what is refused before anybody is asked, or what is said when the engine
  /// was asked and has no such route.
  static String cell(ImageOperation operation, Column column) throws IOException {
    String what = operation + " " + column.title();
    int before = column.calls();
    Response answer = ask(operation, model(column));
    if (answer.statusCode() != 200 && column.calls() > before) {
      return "asked, `" + answer.path("error.code") + "`";
    }
    if (answer.statusCode() == 400) {
      column.failing(true);
      Response again = ask(operation, model(column));
      column.failing(false);
      assertEquals(400, again.statusCode(), what + again.asString());
      return "–";
    }
    assertEquals(200, answer.statusCode(), what + answer.asString());
    byte[] picture = Base64.getDecoder().decode(answer.<String>path("data[0].b64_json"));
    if (column instanceof BedrockColumn) {
      assertTrue(Samples.decoded(picture).getWidth() >= 64, what);
    } else {
      assertArrayEquals(Samples.png(64, 64), picture, what);
    }
    return "painted";
  }

  private static Response ask(ImageOperation operation, String model) {
    RequestSpecification request =
        RestAssured.given()
            .header("authorization", "Bearer " + Scene.token("alice", "corral-user"));
    if (operation == ImageOperation.GENERATIONS) {
      return request
          .contentType("application/json")
          .body(
              "{\"model\":\"%s\",\"prompt\":\"a cat\",\"response_format\":\"b64_json\"}"
                  .formatted(model))
          .post(operation.path());
    }
    request.multiPart("model", model).multiPart("response_format", "b64_json");
    if (operation == ImageOperation.EDITS) {
      request.multiPart("prompt", "the same at night");
    }
    return request
        .multiPart("image", "i.png", Samples.png(64, 64), "image/png")
        .post(operation.path());
  }
}
