package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Whole answers of an Ollama engine.
final class OllamaWhole {
  private OllamaWhole() {}

  /// An answer to chat or generate, with our times added.
  static Voice.Whole read(byte[] answer, Timing timing) {
    ObjectNode whole = object(answer);
    if (!whole.path("done").asBoolean(false)) {
      throw AnswerStream.broken();
    }
    Timing truer = OllamaUsage.engineTiming(whole, timing);
    TokenCount tokens = TokenCount.exact(OllamaUsage.in(whole), OllamaUsage.out(whole));
    OllamaUsage.addTiming(whole, truer);
    return new Voice.Whole(OllamaVoice.bytes(whole), tokens, truer);
  }

  /// Vectors, byte by byte; the older call says nothing of tokens.
  static Voice.Whole vectors(Prompt prompt, byte[] answer, Timing timing) {
    ObjectNode whole = object(answer);
    boolean many = prompt.operation() == Operation.OLLAMA_EMBED;
    if (!whole.path(many ? "embeddings" : "embedding").isArray()) {
      throw AnswerStream.broken();
    }
    TokenCount tokens =
        many
            ? TokenCount.exact(OllamaUsage.in(whole), 0)
            : TokenCount.estimated(prompt.body().length(), 0);
    return new Voice.Whole(answer, tokens, timing);
  }

  private static ObjectNode object(byte[] answer) {
    try {
      JsonNode node = JsonText.MAPPER.readTree(answer);
      if (node instanceof ObjectNode whole) {
        return whole;
      }
    } catch (IOException e) {
      // said below
    }
    throw AnswerStream.broken();
  }
}
