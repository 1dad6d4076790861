package dev.corral.local.engine.generation;

import java.util.List;

/// What generation needs of a loaded model; tests replace it.
public interface LanguageModel {
  /// The tokens that one conversation may have, prompt and answer together.
  int contextLength();

  /// Exactly the tokens that the model will see for this text.
  int countTokens(String text);

  /// The messages in the model's own chat format, ending where the assistant speaks.
  String applyTemplate(List<ChatMessage> messages);

  /// Starts to generate. The answer's pieces must be taken by one thread.
  Pieces generate(String prompt, Sampling sampling);

  /// The pieces of one answer, one per token.
  interface Pieces {
    /// True when [#next()] has more to tell.
    boolean hasNext();

    /// The next token, computed now or waiting; the last piece only says that there are no more.
    Piece next();

    /// Frees the slot.
    void cancel();
  }

  /// @param tokens the tokens behind this text: 0 for the end mark, more than 1 when several made
  ///   one character
  record Piece(String text, int tokens) {}
}
