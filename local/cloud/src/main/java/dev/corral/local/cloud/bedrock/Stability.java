package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.corral.local.cloud.aws.AwsAnswer;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.AwsRequest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;

/// InvokeModel for Stability's image models: a real picture that says it is from a stand-in, or a
/// refusal in a good answer when what is asked for has one of the two trigger words. A body with a
/// field that the model does not know is refused, as Stability does.
final class Stability {
  private static final String FILTERED_PROMPT = "forbidden-by-filter";
  private static final String FILTERED_OUTPUT = "forbidden-in-output";
  private static final long LARGEST_SEED = 4_294_967_294L;
  private static final Set<String> GENERATE =
      Set.of(
          "prompt",
          "negative_prompt",
          "aspect_ratio",
          "seed",
          "output_format",
          "mode",
          "image",
          "strength");
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "stable-image-inpaint",
          Set.of(
              "image", "mask", "prompt", "negative_prompt", "seed", "output_format", "grow_mask"),
          "stable-outpaint",
          Set.of(
              "image",
              "prompt",
              "negative_prompt",
              "seed",
              "output_format",
              "left",
              "right",
              "up",
              "down",
              "creativity"),
          "stable-image-remove-background",
          Set.of("image", "output_format"),
          "stable-image-search-replace",
          Set.of("image", "search_prompt", "prompt", "negative_prompt", "seed", "output_format"),
          "upscale",
          Set.of("image", "prompt", "negative_prompt", "seed", "output_format", "creativity"));

  AwsAnswer invoke(String model, AwsRequest request) throws IOException {
    if (!model.contains("stability.")) {
      throw AwsFault.bad("ValidationException", "This stand-in invokes Stability's models only.");
    }
    var body = Asked.json(request.body());
    check(model, body);
    var prompt = body.path("prompt").asText("");
    var words = prompt + ' ' + body.path("search_prompt").asText("");
    if (words.contains(FILTERED_PROMPT)) {
      return refusal("Filter reason: prompt");
    }
    if (words.contains(FILTERED_OUTPUT)) {
      return refusal("Filter reason: output image");
    }
    var seed = body.path("seed").asLong(0);
    var used = seed == 0 ? Math.floorMod(prompt.hashCode() * 2_654_435_761L, LARGEST_SEED) : seed;
    var answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("seeds").add(used);
    answer.putArray("finish_reasons").addNull();
    answer.putArray("images").add(encoded(Retouch.of(model, body, used), body));
    return AwsAnswer.json(200, "application/json", answer);
  }

  private static AwsAnswer refusal(String reason) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("seeds");
    answer.putArray("finish_reasons").add(reason);
    answer.putArray("images");
    return AwsAnswer.json(200, "application/json", answer);
  }

  private static void check(String model, JsonNode body) {
    var known =
        FIELDS.entrySet().stream()
            .filter(one -> model.contains(one.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(GENERATE);
    for (var field : body.properties()) {
      if (!known.contains(field.getKey())) {
        throw AwsFault.bad(
            "ValidationException",
            "#: extraneous key [%s] is not permitted".formatted(field.getKey()));
      }
    }
    if (body.path("prompt").asText("").length() > 10_000) {
      throw AwsFault.bad("ValidationException", "#/prompt: expected maxLength: 10000");
    }
    if (known.equals(GENERATE) && body.path("prompt").asText("").isEmpty()) {
      throw AwsFault.bad("ValidationException", "#: required key [prompt] not found");
    }
    if (body.path("seed").asLong(0) < 0 || body.path("seed").asLong(0) > LARGEST_SEED) {
      throw AwsFault.bad("ValidationException", "#/seed: is not within its bounds");
    }
  }

  private static String encoded(BufferedImage image, JsonNode body) throws IOException {
    var format = body.path("output_format").asText("png").toLowerCase(Locale.ROOT);
    var out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw AwsFault.bad("ValidationException", "#/output_format: is not a valid enum value");
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
