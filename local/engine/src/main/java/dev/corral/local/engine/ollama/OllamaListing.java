package dev.corral.local.engine.ollama;

import dev.corral.local.engine.http.ServedModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/// What Ollama tells about a model without using it.
final class OllamaListing {
  /// As far away as Ollama's own "keep for ever".
  private static final String NEVER = "2318-01-01T00:00:00Z";

  private final ServedModel model;

  OllamaListing(ServedModel model) {
    this.model = model;
  }

  JsonObject tags() {
    var entry =
        entry()
            .put("modified_at", model.card().modifiedAt().toString())
            .put("capabilities", capabilities());
    return new JsonObject().put("models", new JsonArray().add(entry));
  }

  JsonObject running() {
    var entry =
        entry()
            .put("expires_at", NEVER)
            .put("size_vram", 0)
            .put("context_length", model.contextLength());
    return new JsonObject().put("models", new JsonArray().add(entry));
  }

  JsonObject show() {
    var card = model.card();
    return new JsonObject()
        .put("license", String.valueOf(card.metadata().getOrDefault("general.license", "")))
        .put("modelfile", "FROM " + card.file().getFileName())
        .put("parameters", "")
        .put("template", card.chatTemplate())
        .put("details", details())
        .put("model_info", modelInfo(card.metadata()))
        .put("capabilities", capabilities())
        .put("modified_at", card.modifiedAt().toString());
  }

  private JsonObject entry() {
    return new JsonObject()
        .put("name", model.name())
        .put("model", model.name())
        .put("size", model.card().sizeBytes())
        .put("digest", model.digest().hex())
        .put("details", details());
  }

  private JsonObject details() {
    var card = model.card();
    return new JsonObject()
        .put("parent_model", "")
        .put("format", "gguf")
        .put("family", card.architecture())
        .put("families", new JsonArray().add(card.architecture()))
        .put("parameter_size", card.parameterSize())
        .put("quantization_level", card.quantization())
        .put("context_length", model.contextLength())
        .put("embedding_length", card.embeddingLength());
  }

  private JsonObject modelInfo(Map<String, Object> metadata) {
    var info = new JsonObject().put("general.parameter_count", model.card().weights());
    metadata.entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith("tokenizer."))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> info.put(entry.getKey(), entry.getValue()));
    return info;
  }

  private static JsonArray capabilities() {
    return new JsonArray().add("completion").add("tools").add("embedding");
  }
}
