package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/// Whole answers of an OpenAI engine.
final class OpenAiWhole {
  private OpenAiWhole() {}

  /// An answer to chat or completions, with our times in its usage.
  static Voice.Whole read(byte[] answer, Timing timing) {
    try {
      JsonNode node = JsonText.MAPPER.readTree(answer);
      if (!(node instanceof ObjectNode whole) || !whole.has("choices")) {
        throw AnswerStream.broken();
      }
      // Nobody but the engine knows when its first token was there: the answer took the whole call.
      Timing call = wholeCall(timing);
      TokenCount tokens = TokenCount.NONE;
      if (whole.get("usage") instanceof ObjectNode usage) {
        tokens = OpenAiUsage.count(usage);
        OpenAiUsage.addTiming(usage, call);
      }
      JsonNode reason = whole.path("choices").path(0).path("finish_reason");
      return new Voice.Whole(
          OpenAiVoice.bytes(whole), tokens, call, Optional.ofNullable(reason.textValue()));
    } catch (IOException e) {
      throw AnswerStream.broken();
    }
  }

  /// Vectors, byte by byte unless base64 was asked for and the engine does not know it.
  static Voice.Whole vectors(Prompt prompt, byte[] answer, Timing timing) {
    Vectors vectors = Vectors.of(answer);
    byte[] body = prompt.body().asksBase64() ? vectors.inBase64() : answer;
    return new Voice.Whole(body, vectors.tokens(prompt), wholeCall(timing));
  }

  private static Timing wholeCall(Timing timing) {
    return new Timing(timing.queueMs(), timing.ttftMs(), timing.ttftMs() + timing.generationMs());
  }
}
