package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.dialect.ImageOperation;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;

/// A task in the words of OpenAI's image routes.
final class ServerBodies {
  private static final String JSON = "application/json";

  private ServerBodies() {}

  /// One request, ready to send.
  record Body(String path, String mediaType, byte[] bytes) {}

  static Body of(ImageTask task, String model, ImageWish.Passed passed) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("model", model);
    fields.put("response_format", "b64_json");
    if (!task.prompt().isEmpty()) {
      fields.put("prompt", task.prompt());
    }
    passed.quality().ifPresent(quality -> fields.put("quality", quality));
    passed.style().ifPresent(style -> fields.put("style", style));
    tune(fields, task, model);
    return switch (task) {
      case ImageTask.Generate generate -> {
        generate.size().ifPresent(size -> fields.put("size", size.toString()));
        yield json(fields);
      }
      case ImageTask.Inpaint inpaint ->
          new FormBody()
              .texts(fields)
              .picture("image", inpaint.image())
              .picture("mask", inpaint.mask())
              .to(ImageOperation.EDITS.path());
      case ImageTask.Variation variation ->
          new FormBody()
              .texts(fields)
              .picture("image", variation.image())
              .to(
                  variation.prompt().isEmpty()
                      ? ImageOperation.VARIATIONS.path()
                      : ImageOperation.EDITS.path());
      default ->
          throw new ProblemException(new Problem.OperationUnsupported(model, task.ability().id()));
    };
  }

  private static void tune(Map<String, String> fields, ImageTask task, String model) {
    ImageTask.Tuning tuning = task.tuning();
    refuse(tuning.negativePrompt().isPresent(), "corral.negative_prompt", model);
    refuse(tuning.seed().isPresent(), "corral.seed", model);
    refuse(tuning.creativity().isPresent(), "corral.creativity", model);
    tuning.output().ifPresent(format -> fields.put("output_format", format.id()));
  }

  private static void refuse(boolean given, String field, String model) {
    if (given) {
      throw new ProblemException(new Problem.FieldUnsupported(field, model));
    }
  }

  private static Body json(Map<String, String> fields) {
    ObjectNode body = ImageJson.MAPPER.createObjectNode().put("n", 1);
    fields.forEach(body::put);
    return new Body(ImageOperation.GENERATIONS.path(), JSON, ImageJson.bytes(body));
  }
}
