package dev.corral.proxy.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Texts of which the vectors are wanted.
///
/// @param model what callers call it
/// @param id a model id, an inference profile or an ARN
/// @param kind what the vectors are for, in Cohere's words
public record EmbeddingQuestion(
    String model,
    String id,
    List<String> texts,
    OptionalInt dimensions,
    Optional<Boolean> normalize,
    Optional<String> kind) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Reads a request of OpenAI's API, or throws which of its fields the model could not keep to.
  public static EmbeddingQuestion read(byte[] request, String model, String id) {
    ObjectNode object = object(request);
    EmbeddingQuestion question =
        new EmbeddingQuestion(
            model,
            id,
            texts(object.path("input")),
            whole(object.path("dimensions")),
            truth(object.path("normalize")),
            text(object.path("input_type")));
    object.properties().forEach(field -> known(field.getKey(), field.getValue(), model));
    question.kindOfModel().check(question);
    return question;
  }

  /// Whether Bedrock turns texts into vectors with this model.
  public static boolean possible(String id) {
    return EmbeddingModel.of(id).isPresent();
  }

  /// Whether a model makes vectors of something, and so cannot chat.
  public static boolean only(String id) {
    return EmbeddingModel.embeds(id);
  }

  EmbeddingModel kindOfModel() {
    return EmbeddingModel.of(id)
        .orElseThrow(
            () -> new ProblemException(new Problem.OperationUnsupported(model, "embeddings")));
  }

  private static ObjectNode object(byte[] request) {
    try {
      if (JSON.readTree(request) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException notJson) {
      // it was read before, so this does not happen
    }
    throw new ProblemException(new Problem.Malformed("The body must be one JSON object."));
  }

  private static void known(String name, JsonNode value, String model) {
    switch (name) {
      // the encoding is the answer's; whose request it is, we know better
      case "model",
          "input",
          "dimensions",
          "normalize",
          "input_type",
          "encoding_format",
          "user" -> {}
      default -> {
        if (!value.isNull()) {
          throw new ProblemException(new Problem.FieldUnsupported(name, model));
        }
      }
    }
  }

  private static List<String> texts(JsonNode input) {
    List<String> texts = new ArrayList<>();
    if (input.isTextual()) {
      texts.add(input.textValue());
    } else {
      for (JsonNode one : input) {
        if (!one.isTextual()) {
          throw invalid("input", "must be text: this model does not take tokens");
        }
        texts.add(one.textValue());
      }
    }
    if (texts.isEmpty() || texts.stream().anyMatch(String::isEmpty)) {
      throw invalid("input", "must not be empty");
    }
    return List.copyOf(texts);
  }

  private static OptionalInt whole(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return OptionalInt.empty();
    }
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw invalid("dimensions", "must be a whole number");
    }
    return OptionalInt.of(value.intValue());
  }

  private static Optional<Boolean> truth(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw invalid("normalize", "must be true or false");
    }
    return Optional.of(value.booleanValue());
  }

  private static Optional<String> text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw invalid("input_type", "must be text");
    }
    return Optional.of(value.textValue());
  }

  private static ProblemException invalid(String field, String why) {
    return new ProblemException(
        new Problem.InvalidField(field, "The field '" + field + "' " + why + "."));
  }
}
