package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Whole answers of an OpenAI engine.
final class OpenAiWhole {
  private OpenAiWhole() {}

  /// Reads an answer that must have the member `proof`, and adds the times to its usage.
  static Voice.Whole read(byte[] answer, Timing timing, String proof) {
    try {
      JsonNode node = JsonText.MAPPER.readTree(answer);
      if (!(node instanceof ObjectNode whole) || !whole.path(proof).isArray()) {
        throw AnswerStream.broken();
      }
      // Nobody but the engine knows when its first token was there: the answer took the whole call.
      Timing call =
          new Timing(timing.queueMs(), timing.ttftMs(), timing.ttftMs() + timing.generationMs());
      TokenCount tokens = TokenCount.NONE;
      if (whole.get("usage") instanceof ObjectNode usage) {
        tokens = TokenCount.exact(OpenAiUsage.in(usage), OpenAiUsage.out(usage));
        OpenAiUsage.addTiming(usage, call);
      }
      return new Voice.Whole(OpenAiVoice.bytes(whole), tokens, call);
    } catch (IOException e) {
      throw AnswerStream.broken();
    }
  }
}
