package dev.corral.local.engine.generation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// A text that fits the model's context, with its exact number of tokens.
public record Prompt(String text, int tokens) {
  /// The share of the context that a prompt leaves free for the answer.
  private static final int ANSWER_SHARE = 8;

  /// The conversation in the model's format. What does not fit loses its oldest turns first; system
  /// messages and the last message stay.
  public static Prompt ofMessages(LanguageModel model, List<ChatMessage> messages) {
    var kept = roughlyFitting(model, messages);
    while (true) {
      var text = model.applyTemplate(kept);
      var tokens = model.countTokens(text);
      if (tokens <= limit(model)) {
        return new Prompt(text, tokens);
      }
      if (!dropOldestTurn(kept)) {
        throw tooLong(tokens, model);
      }
    }
  }

  /// The text as it is.
  public static Prompt ofText(LanguageModel model, String text) {
    var tokens = model.countTokens(text);
    if (tokens > limit(model)) {
      throw tooLong(tokens, model);
    }
    return new Prompt(text, tokens);
  }

  private static int limit(LanguageModel model) {
    return model.contextLength() - model.contextLength() / ANSWER_SHARE;
  }

  /// Drops what cannot fit by its contents alone, so that the template runs only a few times.
  private static ArrayList<ChatMessage> roughlyFitting(
      LanguageModel model, List<ChatMessage> messages) {
    var kept = new ArrayList<>(messages);
    var sizes = new ArrayDeque<Integer>();
    var sum = 0;
    for (var message : messages) {
      var size = model.countTokens(message.content());
      sum += size;
      if (message.role() != ChatMessage.Role.SYSTEM) {
        sizes.add(size);
      }
    }
    while (sum > model.contextLength() && dropOldestTurn(kept)) {
      sum -= sizes.remove();
    }
    return kept;
  }

  private static boolean dropOldestTurn(List<ChatMessage> messages) {
    for (var i = 0; i < messages.size() - 1; i++) {
      if (messages.get(i).role() != ChatMessage.Role.SYSTEM) {
        messages.remove(i);
        return true;
      }
    }
    return false;
  }

  private static BadPromptException tooLong(int tokens, LanguageModel model) {
    return new BadPromptException(
        "the input has %d tokens, but the context of this model has room for %d"
            .formatted(tokens, limit(model)));
  }
}
