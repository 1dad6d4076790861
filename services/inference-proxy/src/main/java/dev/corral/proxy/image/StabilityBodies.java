package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.image.ImageTask.Tuning;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.OptionalLong;

/// Stability's bodies for InvokeModel, both ways.
final class StabilityBodies {
  private static final String PROMPT = "prompt";
  private static final String IMAGE = "image";

  private final PictureCheck check;

  StabilityBodies(PictureCheck check) {
    this.check = check;
  }

  /// The request for one picture.
  ///
  /// @param model name in Corral, for the words of a problem
  byte[] request(ImageTask task, String model) {
    ObjectNode body = ImageJson.MAPPER.createObjectNode();
    switch (task) {
      case ImageTask.Generate generate -> {
        body.put(PROMPT, generate.prompt()).put("mode", "text-to-image");
        generate.size().ifPresent(size -> body.put("aspect_ratio", size.ratio()));
      }
      case ImageTask.Variation variation ->
          body.put(PROMPT, required(variation.prompt()))
              .put("mode", "image-to-image")
              .put(IMAGE, base64(variation.image().bytes()))
              .put("strength", variation.strength());
      case ImageTask.Inpaint inpaint ->
          body.put(PROMPT, inpaint.prompt())
              .put(IMAGE, base64(inpaint.image().bytes()))
              .put("mask", base64(Mask.whiteWhereTransparent(inpaint.mask())));
      case ImageTask.Outpaint outpaint -> outpaint(body, outpaint);
      case ImageTask.SearchReplace replace ->
          body.put(PROMPT, replace.prompt())
              .put("search_prompt", replace.search())
              .put(IMAGE, base64(replace.image().bytes()));
      case ImageTask.RemoveBackground remove -> body.put(IMAGE, base64(remove.image().bytes()));
      case ImageTask.Upscale upscale -> {
        body.put(IMAGE, base64(upscale.image().bytes()));
        if (!upscale.prompt().isEmpty()) {
          body.put(PROMPT, upscale.prompt());
        }
      }
    }
    tune(body, task, model);
    return ImageJson.bytes(body);
  }

  private static void outpaint(ObjectNode body, ImageTask.Outpaint task) {
    body.put(IMAGE, base64(task.image().bytes()));
    body.put("left", task.margins().left()).put("right", task.margins().right());
    body.put("up", task.margins().up()).put("down", task.margins().down());
    if (!task.prompt().isEmpty()) {
      body.put(PROMPT, task.prompt());
    }
  }

  private static void tune(ObjectNode body, ImageTask task, String model) {
    Tuning tuning = task.tuning();
    tuning
        .output()
        .ifPresent(format -> {
          if (format == PictureFormat.WEBP && task.ability() == Ability.GENERATE) {
            throw unsupported("output_format", model);
          }
          body.put("output_format", format.id());
        });
    boolean words = task.ability() != Ability.REMOVE_BACKGROUND;
    tuning
        .negativePrompt()
        .ifPresent(negative -> {
          if (!words) {
            throw unsupported("corral.negative_prompt", model);
          }
          body.put("negative_prompt", negative);
        });
    tuning
        .seed()
        .ifPresent(seed -> {
          if (!words) {
            throw unsupported("corral.seed", model);
          }
          body.put("seed", seed);
        });
    tuning
        .creativity()
        .ifPresent(creativity -> {
          if (task.ability() != Ability.OUTPAINT && task.ability() != Ability.UPSCALE) {
            throw unsupported("corral.creativity", model);
          }
          body.put("creativity", creativity);
        });
  }

  private static String required(String prompt) {
    if (prompt.isEmpty()) {
      throw new ProblemException(
          new Problem.InvalidField(
              PROMPT, "This model makes variations from a picture and a prompt."));
    }
    return prompt;
  }

  private static ProblemException unsupported(String field, String model) {
    return new ProblemException(new Problem.FieldUnsupported(field, model));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// The one picture of an answer with status 200, which can still be a refusal.
  Drawn answer(byte[] body) {
    try {
      JsonNode answer = ImageJson.MAPPER.readTree(body);
      JsonNode reason = answer.path("finish_reasons").path(0);
      if (!reason.isMissingNode() && !reason.isNull()) {
        throw new ProblemException(refusal(reason.asText()));
      }
      byte[] bytes = Base64.getDecoder().decode(answer.path("images").path(0).asText());
      JsonNode seed = answer.path("seeds").path(0);
      return check
          .made(bytes)
          .map(picture -> new Drawn(picture, seed(seed)))
          .orElseThrow(StabilityBodies::broken);
    } catch (IOException | IllegalArgumentException e) {
      throw broken();
    }
  }

  private static OptionalLong seed(JsonNode seed) {
    return seed.isIntegralNumber() ? OptionalLong.of(seed.asLong()) : OptionalLong.empty();
  }

  /// Only known words go on to the caller.
  private static Problem refusal(String reason) {
    String plain = reason.toLowerCase(Locale.ROOT);
    if (plain.contains("inference error")) {
      return new Problem.EngineBroken();
    }
    String about =
        plain.contains("output")
            ? "the picture that was made"
            : plain.contains("input") ? "the picture that was sent" : PROMPT;
    return new Problem.ContentRefused(about);
  }

  private static ProblemException broken() {
    return new ProblemException(new Problem.EngineBroken());
  }
}
