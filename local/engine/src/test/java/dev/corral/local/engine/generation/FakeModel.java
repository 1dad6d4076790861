package dev.corral.local.engine.generation;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// Counts a word as a token and answers "a b c …" without end; can be held at its first token.
final class FakeModel implements LanguageModel {
  private final int contextLength;
  private final CountDownLatch mayStart;

  FakeModel(int contextLength, CountDownLatch mayStart) {
    this.contextLength = contextLength;
    this.mayStart = mayStart;
  }

  @Override
  public int contextLength() {
    return contextLength;
  }

  @Override
  public int countTokens(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }

  @Override
  public String applyTemplate(List<ChatMessage> messages) {
    return messages.stream().map(ChatMessage::content).collect(Collectors.joining(" "));
  }

  @Override
  public Pieces generate(String prompt, Sampling sampling) {
    return new Pieces() {
      private int made;
      private boolean cancelled;

      @Override
      public boolean hasNext() {
        return !cancelled && made < sampling.maxTokens();
      }

      @Override
      public Piece next() {
        try {
          mayStart.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return new Piece(Character.toString('a' + made++ % 26), 1);
      }

      @Override
      public void cancel() {
        cancelled = true;
      }
    };
  }
}
