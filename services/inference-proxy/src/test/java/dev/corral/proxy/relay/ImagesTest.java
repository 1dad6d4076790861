package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.ImageScene;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import dev.corral.proxy.image.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// OpenAI's image routes from a caller to the laptop platform's Bedrock and S3, both real
/// processes.
@QuarkusTest
@QuarkusTestResource(World.class)
class ImagesTest {
  private static final String GENERATIONS = "/v1/images/generations";
  private static final String EDITS = "/v1/images/edits";
  private static final Pattern EXPIRES = Pattern.compile("X-Amz-Expires=(\\d+)");

  @BeforeAll
  static void publish() {
    ImageScene.bedrock("painter", "stability.stable-image-core-v1:1");
    ImageScene.bedrock("sd35", "stability.sd3-5-large-v1:0");
    ImageScene.bedrock("inpainter", "us.stability.stable-image-inpaint-v1:0");
    ImageScene.bedrock("outpainter", "us.stability.stable-outpaint-v1:0");
    ImageScene.bedrock("canvas", "amazon.nova-canvas-v1:0");
    ImageScene.bedrock("talker", "amazon.nova-lite-v1:0");
    ImageScene.engine("server", "localai", true);
    ImageScene.engine("sleeper", "localai", false);
  }

  @BeforeEach
  void seen() {
    await().ignoreExceptions().until(() -> ImageScene.listed("sleeper"));
  }

  @AfterEach
  void knobsBack() throws IOException {
    Files.deleteIfExists(Path.of(Scene.setting("test.aws-knobs")));
  }

  private static Response generate(String fields) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json")
        .body("{" + fields + "}")
        .post(GENERATIONS);
  }

  private static HttpResponse<byte[]> fetch(String url) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Test
  void aPictureIsMadeKeptAndOpensByItsLink() throws Exception {
    Response answer = generate("\"model\":\"painter\",\"prompt\":\"a cat\",\"size\":\"1792x1024\"");
    answer
        .then()
        .statusCode(200)
        .header("x-corral-model", "painter")
        .body("data", hasSize(1))
        .body("output_format", is("png"))
        .body("size", is("672x384"))
        .body("data[0].b64_json", equalTo(null));
    String url = answer.path("data[0].url");
    Matcher expires = EXPIRES.matcher(url);
    assertTrue(expires.find() && Integer.parseInt(expires.group(1)) <= 300, url);
    assertTrue(url.contains("/corral-images/images/alice/"), url);
    HttpResponse<byte[]> image = fetch(url);
    assertEquals(200, image.statusCode());
    assertEquals("image/png", image.headers().firstValue("content-type").orElse(""));
    assertTrue(
        image.headers().firstValue("content-disposition").orElse("").startsWith("attachment"));
    assertEquals(672, Samples.decoded(image.body()).getWidth());
  }

  @Test
  void fourPicturesInTheAnswerHaveFourSeeds() {
    Response answer =
        generate(
            "\"model\":\"painter\",\"prompt\":\"a dog\",\"n\":4,\"response_format\":\"b64_json\","
                + "\"output_format\":\"jpeg\",\"corral\":{\"seed\":41}");
    answer.then().statusCode(200).body("data", hasSize(4)).body("output_format", is("jpeg"));
    List<Integer> seeds = answer.path("data.corral.seed");
    assertEquals(List.of(41, 42, 43, 44), seeds);
    List<String> images = answer.path("data.b64_json");
    assertNotEquals(images.get(0), images.get(1));
    assertEquals(512, Samples.decoded(Base64.getDecoder().decode(images.get(3))).getHeight());
  }

  @Test
  void aRefusalInAGoodAnswerIsOpenAisRefusalAndNothingIsKept() throws Exception {
    int before = ImageScene.kept("alice");
    generate("\"model\":\"painter\",\"prompt\":\"forbidden-by-filter\",\"n\":3")
        .then()
        .statusCode(400)
        .body("error.code", is("content_policy_violation"));
    assertEquals(before, ImageScene.kept("alice"));
  }

  @Test
  void theProvidersTroubleIsSaidInOpenAisWords() throws Exception {
    Path knobs = Path.of(Scene.setting("test.aws-knobs"));
    Files.createDirectories(knobs.getParent());
    Files.writeString(knobs, "{\"bedrock\":{\"*\":{\"fail\":\"ThrottlingException\"}}}");
    generate("\"model\":\"painter\",\"prompt\":\"x\"")
        .then()
        .statusCode(429)
        .header("retry-after", "5")
        .body("error.code", is("provider_throttled"));
    Files.writeString(knobs, "{\"bedrock\":{\"*\":{\"fail\":\"AccessDeniedException\"}}}");
    generate("\"model\":\"painter\",\"prompt\":\"x\"")
        .then()
        .statusCode(403)
        .body("error.code", is("model_forbidden"));
  }

  @Test
  void modelsThatCannotAreToldApart() {
    generate("\"model\":\"canvas\",\"prompt\":\"x\"")
        .then()
        .statusCode(410)
        .body("error.code", is("model_retired"));
    generate("\"model\":\"talker\",\"prompt\":\"x\"")
        .then()
        .statusCode(400)
        .body("error.code", is("operation_unsupported"));
    generate("\"model\":\"inpainter\",\"prompt\":\"x\"")
        .then()
        .statusCode(400)
        .body("error.code", is("operation_unsupported"));
    generate("\"model\":\"nobodys\",\"prompt\":\"x\"").then().statusCode(404);
    RestAssured.given()
        .contentType("application/json")
        .body("{}")
        .post(GENERATIONS)
        .then()
        .statusCode(401);
  }

  @Test
  void aFormEditsWhereTheMaskIsTransparent() {
    byte[] image = Samples.png(64, 48);
    Response answer =
        RestAssured.given()
            .header("authorization", "Bearer " + Scene.KEY)
            .multiPart("model", "inpainter")
            .multiPart("prompt", "a hat")
            .multiPart("response_format", "b64_json")
            .multiPart("image", "../../etc/passwd", image, "image/png")
            .multiPart("mask", "m.png", Samples.mask(64, 48), "image/png")
            .post(EDITS);
    answer.then().statusCode(200).body("size", is("64x48"));
    BufferedImage made =
        Samples.decoded(Base64.getDecoder().decode(answer.<String>path("data[0].b64_json")));
    BufferedImage given = Samples.decoded(image);
    assertNotEquals(given.getRGB(5, 5), made.getRGB(5, 5), "where the mask was transparent");
    assertEquals(given.getRGB(60, 5), made.getRGB(60, 5), "where the mask was opaque");
  }

  @Test
  void outpaintingAndVariationsKeepTheirSizes() {
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .multiPart("model", "outpainter")
        .multiPart("corral", "{\"left\":16,\"down\":32}")
        .multiPart("image", "i.png", Samples.png(64, 48), "image/png")
        .post(EDITS)
        .then()
        .statusCode(200)
        .body("size", is("80x80"));
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .multiPart("model", "sd35")
        .multiPart("prompt", "the same at night")
        .multiPart("image[]", "i.jpg", Samples.jpeg(64, 48), "image/jpeg")
        .post(EDITS)
        .then()
        .statusCode(200)
        .body("size", is("64x48"));
  }

  @Test
  void badUploadsAreRefusedBeforeAnybodyIsAsked() {
    upload(Samples.claiming(60_000, 60_000), "image/png").then().statusCode(400);
    upload("<svg onload=alert(1)/>".getBytes(java.nio.charset.StandardCharsets.UTF_8), "image/png")
        .then()
        .statusCode(400)
        .body("error.param", is("image"));
    upload(Samples.png(8, 8), "image/webp").then().statusCode(400);
    upload(new byte[500_000], "image/png").then().statusCode(400);
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .multiPart("model", "sd35")
        .multiPart("prompt", "x")
        .multiPart("file", "i.png", Samples.png(8, 8), "image/png")
        .post(EDITS)
        .then()
        .statusCode(400)
        .body("error.code", is("field_not_allowed"));
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .config(
            RestAssured.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .encodeContentTypeAs(
                            "multipart/form-data", io.restassured.http.ContentType.TEXT)))
        .contentType("multipart/form-data; boundary=x")
        .body("--x\r\nnot a form".getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post(EDITS)
        .then()
        .statusCode(400);
  }

  private static Response upload(byte[] bytes, String type) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .multiPart("model", "sd35")
        .multiPart("prompt", "x")
        .multiPart("image", "i", bytes, type)
        .post(EDITS);
  }

  @Test
  void aServerInTheClusterIsAskedForThePictureItself() {
    Scene.engine()
        .script(
            "server",
            call -> {
              assertTrue(call.head().startsWith("POST /v1/images/generations "));
              assertTrue(call.body().contains("\"response_format\":\"b64_json\""));
              call.whole(
                  200,
                  "{\"data\":[{\"b64_json\":\"%s\"}]}"
                      .formatted(Base64.getEncoder().encodeToString(Samples.png(64, 64))));
            });
    generate("\"model\":\"server\",\"prompt\":\"a cat\",\"size\":\"64x64\"")
        .then()
        .statusCode(200)
        .body("size", is("64x64"));
    Scene.engine()
        .script("server", call -> call.whole(200, "{\"data\":[{\"url\":\"http://10.0.0.1/x\"}]}"));
    generate("\"model\":\"server\",\"prompt\":\"a cat\"")
        .then()
        .statusCode(502)
        .body("error.code", is("engine_error"));
  }

  @Test
  void aModelThatSleepsIsWokenAndSaysSo() {
    generate("\"model\":\"sleeper\",\"prompt\":\"a cat\"")
        .then()
        .statusCode(503)
        .header("retry-after", not(equalTo(null)))
        .body("error.code", is("model_starting"))
        .body("error.loading.model", is("sleeper"));
  }

  @Test
  void thePromptIsNotKept() throws Exception {
    generate("\"model\":\"painter\",\"prompt\":\"canary-prompt\"").then().statusCode(200);
    assertFalse(ImageScene.everythingKept().contains("canary-prompt"));
  }
}
