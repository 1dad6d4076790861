package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.PromptConfig;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;

/// From a request of any chat-like operation to a conversation.
public final class Conversations {
  private Conversations() {}

  /// What a prompt asks, or the problem to answer with is thrown.
  ///
  /// @param limits of this installation; the limit of tokens is left to whoever asks the engine
  public static Conversation read(Prompt prompt, PromptConfig limits) {
    Fields request = Fields.of(prompt.body().tree(), prompt.model());
    request.ignore("model", "stream");
    Conversation asked = reader(prompt, limits).read(request);
    if (asked.turns().isEmpty()) {
      throw request.invalid(question(prompt), "must ask something");
    }
    return asked;
  }

  private static String question(Prompt prompt) {
    return switch (prompt.operation()) {
      case OPENAI_RESPONSES -> "input";
      case OLLAMA_GENERATE, OPENAI_COMPLETIONS -> "prompt";
      default -> "messages";
    };
  }

  private static ConversationReader reader(Prompt prompt, PromptConfig limits) {
    Bounded bounded = new Bounded(limits);
    return switch (prompt.operation()) {
      case OPENAI_CHAT -> new OpenAiChatReader(bounded);
      case OPENAI_COMPLETIONS -> new CompletionReader(bounded);
      case OPENAI_RESPONSES -> new ResponsesReader(bounded);
      case ANTHROPIC_MESSAGES -> new AnthropicReader(bounded);
      case OLLAMA_CHAT -> new OllamaReader(bounded, true);
      case OLLAMA_GENERATE -> new OllamaReader(bounded, false);
      case OPENAI_EMBEDDINGS, OLLAMA_EMBED, OLLAMA_EMBEDDINGS ->
          throw new ProblemException(
              new Problem.OperationUnsupported(prompt.model(), prompt.operation().id()));
    };
  }
}
