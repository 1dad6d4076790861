package dev.corral.proxy.dialect;

import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// How one dialect words everything that the proxy itself says.
public sealed interface Voice permits OpenAiVoice, AnthropicVoice, OllamaVoice {

  /// A refusal before the first byte.
  record Refusal(int status, byte[] body) {}

  /// A whole answer with our times added.
  ///
  /// @param stopped the engine's word for why it ended, if it gave one
  record Whole(byte[] body, TokenCount tokens, Timing timing, Optional<String> stopped) {
    /// An answer that has no such word.
    public Whole(byte[] body, TokenCount tokens, Timing timing) {
      this(body, tokens, timing, Optional.empty());
    }
  }

  /// The voice of a dialect.
  static Voice of(Dialect dialect) {
    return switch (dialect) {
      case OPENAI -> new OpenAiVoice();
      case ANTHROPIC -> new AnthropicVoice();
      case OLLAMA -> new OllamaVoice();
    };
  }

  /// Content type of a streamed answer.
  String streamType();

  /// The error before the answer has begun.
  ///
  /// @param requestId as in the header `x-request-id`
  Refusal refusal(Problem problem, String requestId);

  /// The error in the middle of a stream; nothing follows it.
  byte[] streamError(Problem problem);

  /// A sign of life while a model starts, or while a ready one thinks about its first token.
  byte[] heartbeat(Prompt prompt, Optional<Loading> waking, Instant now);

  /// The same as text of a model that thinks, for chat windows that show nothing else; a plain sign
  /// of life where the dialect or the operation has no such text.
  default byte[] wakeText(Prompt prompt, Loading waking, Instant now) {
    return heartbeat(prompt, Optional.of(waking), now);
  }

  /// The list of models.
  byte[] list(Collection<ListedModel> models);

  /// One model.
  byte[] one(ListedModel model);
}
