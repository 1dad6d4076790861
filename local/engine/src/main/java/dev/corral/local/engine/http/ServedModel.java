package dev.corral.local.engine.http;

import dev.corral.local.engine.gguf.Digest;
import dev.corral.local.engine.gguf.ModelCard;
import java.time.Instant;

/// The one model of this engine under the name that callers use.
public record ServedModel(
    String name, ModelCard card, Digest digest, int contextLength, Instant loadedAt) {
  private static final String LATEST = ":latest";

  /// True for the served name, with or without Ollama's default tag.
  public boolean answersTo(String wanted) {
    return withoutTag(wanted).equals(withoutTag(name));
  }

  private static String withoutTag(String name) {
    return name.endsWith(LATEST) ? name.substring(0, name.length() - LATEST.length()) : name;
  }
}
