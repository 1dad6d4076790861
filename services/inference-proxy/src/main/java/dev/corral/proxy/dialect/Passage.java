package dev.corral.proxy.dialect;

import java.time.Instant;
import java.util.Optional;

/// The way of one operation to an HTTP engine and of the answer back: relayed as it is where both
/// speak the same dialect, translated where they do not.
public interface Passage {

  /// What the engine may be asked for.
  ///
  /// @param servedName what the engine calls the model
  /// @param maxTokens most tokens of one answer
  /// @param contextLength tokens that the model can hold, 0 when unknown
  record Bounds(String servedName, int maxTokens, int contextLength) {}

  /// The passage of a prompt to such an engine; empty when there is none. What cannot be translated
  /// is thrown as a problem.
  static Optional<Passage> of(Prompt prompt, Wire wire) {
    Operation operation = prompt.operation();
    if (wire != Wire.OLLAMA && prompt.body().asksNothing()) {
      return Optional.of(new LoadOnly());
    }
    boolean vectors =
        operation == Operation.OLLAMA_EMBED || operation == Operation.OLLAMA_EMBEDDINGS;
    if (vectors && wire == Wire.OPENAI) {
      return Optional.of(new EmbedThroughOpenAi(prompt));
    }
    boolean relayed =
        switch (operation) {
          case OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS -> wire != Wire.BEDROCK;
          case OLLAMA_CHAT, OLLAMA_GENERATE, OLLAMA_EMBED, OLLAMA_EMBEDDINGS -> wire == Wire.OLLAMA;
          case OPENAI_RESPONSES, ANTHROPIC_MESSAGES -> false;
        };
    return relayed ? Optional.of(new Relayed(operation)) : Optional.empty();
  }

  /// The way of a request that only loads to a model that nobody loads: that it is there is the
  /// answer.
  static Passage loadOnly() {
    return new LoadOnly();
  }

  /// The same way to an engine that can say with every piece how many tokens there are so far: a
  /// cut answer is then counted exactly. Callers see nothing of it.
  default Passage counting() {
    return this;
  }

  /// The answer to a request that wants nothing but that the model be there; the engine is not
  /// asked then. Empty for every other request.
  default Optional<byte[]> loaded(Prompt prompt, Instant now) {
    return Optional.empty();
  }

  /// The engine's path for it.
  String path();

  /// The engine's request, or the problem to answer with is thrown.
  byte[] request(Prompt prompt, Bounds bounds);

  /// Follows a streamed answer.
  AnswerStream answers(Prompt prompt, AnswerClock clock);

  /// Reads a whole answer and adds the times; a problem if it is not one.
  Voice.Whole whole(Prompt prompt, byte[] answer, Timing timing);
}
