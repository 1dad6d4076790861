package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.AnswerWriter;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.time.InstantSource;

/// Answer writers by operation.
public final class Answers {
  private Answers() {}

  /// The writer for the one answer to `prompt`, streamed or whole; reads the request again where
  /// its dialect repeats it, so make it where a long body may be read.
  ///
  /// @param clock for the times of day that answers carry
  /// @param ids for the names that answers carry
  public static AnswerWriter writer(Prompt prompt, InstantSource clock, Ids ids) {
    Heading heading = new Heading(prompt, clock, ids);
    return switch (prompt.operation()) {
      case OPENAI_CHAT -> new OpenAiChatWriter(heading);
      case OPENAI_COMPLETIONS -> new CompletionWriter(heading);
      case OPENAI_RESPONSES -> new ResponsesWriter(heading);
      case ANTHROPIC_MESSAGES -> new AnthropicWriter(heading);
      case OLLAMA_CHAT, OLLAMA_GENERATE -> new OllamaWriter(heading);
      case OPENAI_EMBEDDINGS, OLLAMA_EMBED, OLLAMA_EMBEDDINGS ->
          throw new ProblemException(
              new Problem.OperationUnsupported(prompt.model(), prompt.operation().id()));
    };
  }
}
