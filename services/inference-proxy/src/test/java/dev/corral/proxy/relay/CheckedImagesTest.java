package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.corral.proxy.ImageScene;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import dev.corral.proxy.image.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Where a check is required, no picture is made of a prompt without a clear verdict.
@QuarkusTest
@QuarkusTestResource(World.class)
@TestProfile(CheckedImagesTest.Required.class)
class CheckedImagesTest {
  /// The policy is on, and prompts are kept.
  public static final class Required implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("corral.images.require-check", "true", "corral.images.keep-prompt", "true");
    }
  }

  @BeforeEach
  void publish() {
    if (!ImageScene.published("checked")) {
      ImageScene.bedrock("checked", "stability.stable-image-core-v1:1");
      ImageScene.bedrock("searcher", "us.stability.stable-image-search-replace-v1:0");
      Scene.model("judge", "somebody-else", true);
    }
    await()
        .ignoreExceptions()
        .until(() -> ImageScene.listed("checked") && ImageScene.listed("searcher"));
  }

  private static Response generate(String prompt) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json")
        .body("{\"model\":\"checked\",\"prompt\":\"" + prompt + "\"}")
        .post("/v1/images/generations");
  }

  private static void judgeSays(String content) {
    Scene.engine()
        .script(
            "judge",
            call ->
                call.whole(
                    200,
                    "{\"choices\":[{\"message\":{\"content\":%s}}]}"
                        .formatted(TextNode.valueOf(content))));
  }

  @Test
  void aRewrittenPromptIsUsedSaidAndKept() {
    judgeSays("{\"verdict\":\"rewritten\",\"reason\":\"milder\",\"prompt\":\"a calm cat\"}");
    generate("a wild cat").then().statusCode(200).body("data[0].revised_prompt", is("a calm cat"));
    String kept = ImageScene.everythingKept();
    assertTrue(kept.contains("\"prompt\":\"a calm cat\""), kept);
    assertTrue(kept.contains("\"check\":\"rewritten\""), kept);
  }

  @Test
  void whatIsBlockedOrUnclearIsNotPainted() {
    int before = ImageScene.kept("alice");
    judgeSays("{\"verdict\":\"blocked\",\"reason\":\"It asks for harm.\"}");
    generate("x").then().statusCode(400).body("error.code", is("content_policy_violation"));
    judgeSays("Sure, allowed!");
    generate("x").then().statusCode(400).body("error.code", is("content_policy_violation"));
    Scene.engine().script("judge", call -> call.whole(500, "{}"));
    generate("x").then().statusCode(502);
    assertEquals(before, ImageScene.kept("alice"));
  }

  private static Response replace(String corral) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .multiPart("model", "searcher")
        .multiPart("prompt", "a green hat")
        .multiPart("corral", corral)
        .multiPart("image", "i.png", Samples.png(64, 48), "image/png")
        .post("/v1/images/edits");
  }

  private static final String WORDS =
      "{\"search_prompt\":\"the wild hat\",\"negative_prompt\":\"blurs\"}";

  @Test
  void everythingThatIsSaidIsJudgedTogether() throws Exception {
    judgeSays("{\"verdict\":\"blocked\",\"reason\":\"It asks for harm.\"}");
    int before = ImageScene.kept("alice");
    replace(WORDS).then().statusCode(400).body("error.code", is("content_policy_violation"));
    assertEquals(before, ImageScene.kept("alice"));
    JsonNode asked = new ObjectMapper().readTree(Scene.engine().calls("judge").getLast().body());
    JsonNode texts = new ObjectMapper().readTree(asked.at("/messages/1/content").asText());
    assertEquals("a green hat", texts.path("prompt").asText());
    assertEquals("the wild hat", texts.path("search_prompt").asText());
    assertEquals("blurs", texts.path("negative_prompt").asText());
  }

  @Test
  void eachRewrittenTextLandsInItsOwnField() {
    judgeSays(
        "{\"verdict\":\"rewritten\",\"reason\":\"milder\",\"search_prompt\":\"forbidden-by-filter\"}");
    // the laptop's painter refuses these words wherever they stand: so they have reached it
    replace(WORDS).then().statusCode(400).body("error.code", is("content_policy_violation"));
    judgeSays(
        "{\"verdict\":\"rewritten\",\"reason\":\"milder\",\"search_prompt\":\"the calm hat\"}");
    replace(WORDS)
        .then()
        .statusCode(200)
        .body("data[0].corral.revised_search_prompt", is("the calm hat"))
        .body("data[0].revised_prompt", nullValue());
    judgeSays("{\"verdict\":\"rewritten\",\"reason\":\"milder\",\"style\":\"vivid\"}");
    replace(WORDS).then().statusCode(400).body("error.code", is("content_policy_violation"));
  }
}
