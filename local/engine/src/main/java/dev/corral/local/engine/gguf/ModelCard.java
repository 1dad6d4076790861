package dev.corral.local.engine.gguf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// What the engine tells about its model, all of it read from the file.
public record ModelCard(
    Path file, long sizeBytes, Instant modifiedAt, Map<String, Object> metadata, long weights) {
  private static final int DEFAULT_CONTEXT = 2048;
  private static final long SMALL = 64L << 20;

  /// Reads the header of the file.
  public static ModelCard of(Path file) throws IOException {
    var header = GgufReader.read(file);
    return new ModelCard(
        file,
        Files.size(file),
        Files.getLastModifiedTime(file).toInstant(),
        header.values(),
        header.weights());
  }

  /// True when one thread computes it fastest and a slot costs little memory.
  public boolean isSmall() {
    return sizeBytes < SMALL;
  }

  /// For example `llama`.
  public String architecture() {
    return text("general.architecture", "unknown");
  }

  /// The longest context that the model was trained for.
  public int contextLength() {
    return (int) number(architecture() + ".context_length", DEFAULT_CONTEXT);
  }

  /// The width of the model; 0 when the file does not say.
  public long embeddingLength() {
    return number(architecture() + ".embedding_length", 0);
  }

  /// The file's own chat template; empty when it has none.
  public String chatTemplate() {
    return text("tokenizer.chat_template", "");
  }

  /// Whether the tokenizer puts a begin token before a text, which the prompt count must include.
  public boolean addsBeginToken() {
    var byDefault = text("tokenizer.ggml.model", "").equals("llama");
    return metadata.getOrDefault("tokenizer.ggml.add_bos_token", byDefault).equals(true);
  }

  /// The number of weights as people write it, for example `3.0M` or `1.1B`.
  public String parameterSize() {
    if (weights >= 1_000_000_000L) {
      return "%.1fB".formatted(weights / 1e9);
    }
    return "%.1fM".formatted(weights / 1e6);
  }

  /// The name of the weights' main type, for example `F16` or `Q4_K_M`.
  public String quantization() {
    return switch ((int) number("general.file_type", -1)) {
      case 0 -> "F32";
      case 1 -> "F16";
      case 2 -> "Q4_0";
      case 3 -> "Q4_1";
      case 7 -> "Q8_0";
      case 8 -> "Q5_0";
      case 9 -> "Q5_1";
      case 10 -> "Q2_K";
      case 11 -> "Q3_K_S";
      case 12 -> "Q3_K_M";
      case 13 -> "Q3_K_L";
      case 14 -> "Q4_K_S";
      case 15 -> "Q4_K_M";
      case 16 -> "Q5_K_S";
      case 17 -> "Q5_K_M";
      case 18 -> "Q6_K";
      case 32 -> "BF16";
      default -> "unknown";
    };
  }

  private String text(String key, String otherwise) {
    return metadata.getOrDefault(key, otherwise).toString();
  }

  private long number(String key, long otherwise) {
    return metadata.get(key) instanceof Long value ? value : otherwise;
  }
}
