package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.corral.local.cloud.aws.AwsAnswer;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.AwsRequest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// InvokeModel for models that turn texts into vectors: Titan's and Cohere's. A text always gets
/// the same vector of length one, and texts that begin alike are near each other. A body with a
/// field or value that the model does not know is refused, as the service does.
final class Embeddings {
  private static final String TITAN = "titan-embed-text-";
  private static final String TITAN_TWO = "titan-embed-text-v2";
  private static final String COHERE = "cohere.embed-";
  private static final String COHERE_FOUR = "cohere.embed-v4";
  private static final int MOST_TEXTS = 96;
  private static final int LONGEST_TEXT = 2048;
  private static final int TITAN_ONE_SIZE = 1536;
  private static final Set<String> KINDS =
      Set.of("search_document", "search_query", "classification", "clustering");

  static boolean knows(String model) {
    return model.contains(TITAN) || model.contains(COHERE);
  }

  AwsAnswer invoke(String model, AwsRequest request) {
    var body = Asked.json(request.body());
    return model.contains(TITAN) ? titan(model, body) : cohere(model, body);
  }

  private static AwsAnswer titan(String model, JsonNode body) {
    var second = model.contains(TITAN_TWO);
    only(
        body,
        second
            ? Set.of("inputText", "dimensions", "normalize", "embeddingTypes")
            : Set.of("inputText"));
    var text = body.path("inputText").asText("");
    if (text.isEmpty()) {
      throw invalid("expected minLength: 1, actual: 0");
    }
    var size = second ? size(body, "dimensions", 1024, Set.of(256, 512, 1024)) : TITAN_ONE_SIZE;
    var answer = JsonNodeFactory.instance.objectNode();
    var length = body.path("normalize").asBoolean(true) ? 1.0 : 2.0;
    answer.set("embedding", vector(text, size, length));
    answer.put("inputTextTokenCount", tokens(List.of(text)));
    if (second) {
      answer.putObject("embeddingsByType").set("float", vector(text, size, length));
    }
    return counted(answer, tokens(List.of(text)));
  }

  private static AwsAnswer cohere(String model, JsonNode body) {
    var fourth = model.contains(COHERE_FOUR);
    only(
        body,
        fourth
            ? Set.of("texts", "input_type", "embedding_types", "output_dimension", "truncate")
            : Set.of("texts", "input_type", "embedding_types", "truncate"));
    if (!KINDS.contains(body.path("input_type").asText(""))) {
      throw invalid("#/input_type: is not a valid enum value");
    }
    var texts = new java.util.ArrayList<String>();
    body.path("texts").forEach(text -> texts.add(text.asText("")));
    if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
      throw invalid("#/texts: expected 1 to 96 items");
    }
    if (!fourth && texts.stream().anyMatch(text -> text.length() > LONGEST_TEXT)) {
      throw invalid("#/texts/0: expected maxLength: 2048");
    }
    var size = fourth ? size(body, "output_dimension", 1536, Set.of(256, 512, 1024, 1536)) : 1024;
    var vectors = JsonNodeFactory.instance.arrayNode();
    texts.forEach(text -> vectors.add(vector(text, size, 1.0)));
    var answer = JsonNodeFactory.instance.objectNode().put("id", "standin");
    answer.putPOJO("texts", texts);
    if (body.has("embedding_types")) {
      answer
          .put("response_type", "embeddings_by_type")
          .putObject("embeddings")
          .set("float", vectors);
    } else {
      answer.put("response_type", "embeddings_floats").set("embeddings", vectors);
    }
    return counted(answer, tokens(texts));
  }

  /// Cohere's count is in this header only.
  private static AwsAnswer counted(JsonNode answer, int tokens) {
    return AwsAnswer.whole(
        200,
        Map.of(
            "Content-Type",
            "application/json",
            "x-amzn-bedrock-input-token-count",
            Integer.toString(tokens)),
        answer.toString());
  }

  private static void only(JsonNode body, Set<String> known) {
    for (var field : body.properties()) {
      if (!known.contains(field.getKey())) {
        throw invalid("#: extraneous key [%s] is not permitted".formatted(field.getKey()));
      }
    }
  }

  private static int size(JsonNode body, String field, int usual, Set<Integer> known) {
    var size = body.path(field).asInt(usual);
    if (!known.contains(size)) {
      throw invalid("#/" + field + ": is not a valid enum value");
    }
    return size;
  }

  /// The same words give the same numbers; each word adds its own direction.
  private static ArrayNode vector(String text, int size, double length) {
    var sum = new double[size];
    for (var word : text.strip().split("\\s+")) {
      var numbers = new Random(word.hashCode());
      for (int i = 0; i < size; i++) {
        sum[i] += numbers.nextGaussian();
      }
    }
    var squares = 0.0;
    for (var number : sum) {
      squares += number * number;
    }
    var scale = squares == 0 ? 0 : length / Math.sqrt(squares);
    var vector = JsonNodeFactory.instance.arrayNode();
    for (var number : sum) {
      vector.add((float) (number * scale));
    }
    return vector;
  }

  /// Counted as four characters each.
  private static int tokens(List<String> texts) {
    return texts.stream().mapToInt(text -> Math.max(1, text.length() / 4)).sum();
  }

  private static AwsFault invalid(String message) {
    return AwsFault.bad("ValidationException", "Malformed input request: " + message);
  }
}
