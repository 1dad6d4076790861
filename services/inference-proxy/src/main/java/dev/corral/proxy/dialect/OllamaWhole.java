package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

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
    Optional<String> reason = Optional.ofNullable(whole.path("done_reason").textValue());
    return new Voice.Whole(OllamaVoice.bytes(whole), tokens, truer, reason);
  }

  /// Vectors, byte by byte; the older call says nothing of tokens.
  static Voice.Whole vectors(Prompt prompt, byte[] answer, Timing timing) {
    boolean many = prompt.operation() == Operation.OLLAMA_EMBED;
    OptionalLong counted = scan(answer, many ? "embeddings" : "embedding");
    TokenCount tokens =
        many
            ? TokenCount.exact(counted.orElse(0), 0)
            : TokenCount.estimated(prompt.body().length(), 0);
    return new Voice.Whole(answer, tokens, timing);
  }

  /// The count of an answer that has an array of this name; it can hold millions of numbers.
  private static OptionalLong scan(byte[] answer, String array) {
    boolean proven = false;
    OptionalLong counted = OptionalLong.empty();
    try (JsonParser parser = JsonText.LONG_LISTS.createParser(answer)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        proven |= name.equals(array) && value == JsonToken.START_ARRAY;
        if (name.equals("prompt_eval_count") && value == JsonToken.VALUE_NUMBER_INT) {
          counted = OptionalLong.of(Math.max(0, parser.getLongValue()));
        }
        parser.skipChildren();
      }
      proven &= parser.nextToken() == null;
    } catch (IOException e) {
      proven = false;
    }
    if (!proven) {
      throw AnswerStream.broken();
    }
    return counted;
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
