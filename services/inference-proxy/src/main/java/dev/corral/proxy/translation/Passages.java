package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.dialect.Passage;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.PromptConfig;
import dev.corral.proxy.dialect.Wire;
import java.time.InstantSource;
import java.util.Optional;

/// Chooses the way of a request to an HTTP engine: relayed where both speak the same dialect,
/// translated where they do not.
public final class Passages {
  private final PromptConfig limits;
  private final InstantSource clock;
  private final Ids ids;

  /// @param clock for the times of day that answers carry
  public Passages(PromptConfig limits, InstantSource clock, Ids ids) {
    this.limits = limits;
    this.clock = clock;
    this.ids = ids;
  }

  /// The passage of this one prompt; empty when the engine has nothing that could do it. What
  /// cannot be translated is thrown as a problem. Reads the body where it translates.
  public Optional<Passage> of(Prompt prompt, Wire wire, Passage.Bounds bounds) {
    return of(prompt, wire, bounds, false);
  }

  /// The same.
  ///
  /// @param counting whether the engine can say with every piece how many tokens there are so far,
  ///   so that a stream that is cut is counted exactly
  public Optional<Passage> of(Prompt prompt, Wire wire, Passage.Bounds bounds, boolean counting) {
    if (!translates(prompt.operation(), wire) || prompt.body().asksNothing()) {
      return Passage.of(prompt, wire).map(found -> counting ? found.counting() : found);
    }
    Conversation asked = Conversations.read(prompt, limits);
    byte[] request =
        wire == Wire.OLLAMA
            ? OllamaRequest.of(asked, bounds, prompt.stream(), prompt.model())
            : OpenAiRequest.of(asked, bounds, streaming(prompt, counting), prompt.model());
    return Optional.of(
        new Translated(
            wire,
            request,
            wire == Wire.OLLAMA ? new OllamaPieces(ids) : new OpenAiPieces(ids),
            Answers.writer(prompt, clock, ids)));
  }

  private static OpenAiRequest.Streaming streaming(Prompt prompt, boolean counting) {
    if (!prompt.stream()) {
      return OpenAiRequest.Streaming.NONE;
    }
    return counting ? OpenAiRequest.Streaming.COUNTING : OpenAiRequest.Streaming.PLAIN;
  }

  /// Whether the body has to be read a second time, which takes long for a long one.
  public static boolean translates(Operation operation, Wire wire) {
    return switch (operation) {
      case ANTHROPIC_MESSAGES, OPENAI_RESPONSES -> wire != Wire.BEDROCK;
      case OLLAMA_CHAT, OLLAMA_GENERATE -> wire == Wire.OPENAI;
      case OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS, OLLAMA_EMBED, OLLAMA_EMBEDDINGS ->
          false;
    };
  }
}
