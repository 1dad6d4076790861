package dev.corral.local.engine.openai;

import dev.corral.local.engine.generation.Embeddings;
import dev.corral.local.engine.http.RequestException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/// `POST /v1/embeddings`.
final class EmbeddingRoute {
  private static final int MOST_TEXTS = 256;

  private final Embeddings embeddings;

  EmbeddingRoute(Embeddings embeddings) {
    this.embeddings = embeddings;
  }

  JsonObject answer(JsonObject body, String model) {
    if (body.containsKey("dimensions")) {
      throw new RequestException(400, "dimensions cannot be chosen");
    }
    var base64 =
        switch (body.getString("encoding_format", "float")) {
          case "float" -> false;
          case "base64" -> true;
          default -> throw new RequestException(400, "encoding_format must be float or base64");
        };
    var found = embeddings.of(texts(body.getValue("input")));
    var data = new JsonArray();
    for (var vector : found.vectors()) {
      data.add(
          new JsonObject()
              .put("object", "embedding")
              .put("index", data.size())
              .put("embedding", base64 ? base64(vector) : numbers(vector)));
    }
    return new JsonObject()
        .put("object", "list")
        .put("model", model)
        .put("data", data)
        .put(
            "usage",
            new JsonObject()
                .put("prompt_tokens", found.tokens())
                .put("total_tokens", found.tokens()));
  }

  private static List<String> texts(Object input) {
    var texts =
        switch (input) {
          case String one -> List.of(one);
          case JsonArray many -> many.stream().map(String.class::cast).toList();
          case null, default ->
              throw new RequestException(400, "input must be a string or an array of strings");
        };
    if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
      throw new RequestException(
          400, "input must have between 1 and %d texts".formatted(MOST_TEXTS));
    }
    return texts;
  }

  private static JsonArray numbers(float[] vector) {
    var numbers = new JsonArray();
    for (var number : vector) {
      numbers.add(number);
    }
    return numbers;
  }

  private static String base64(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
