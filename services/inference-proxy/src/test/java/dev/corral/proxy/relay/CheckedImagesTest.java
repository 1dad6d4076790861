package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.corral.proxy.ImageScene;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
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
      Scene.model("judge", "somebody-else", true);
    }
    await().ignoreExceptions().until(() -> ImageScene.listed("checked"));
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
}
