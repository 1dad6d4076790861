package dev.corral.proxy.dialect;

/// Same dialect on both sides: the bytes go through untouched but for the few fields that are
/// bounded.
final class Relayed implements Passage {
  private final Operation operation;
  private final Voice voice;

  Relayed(Operation operation) {
    this.operation = operation;
    this.voice = Voice.of(operation.dialect());
  }

  @Override
  public String path() {
    return operation.enginePath();
  }

  @Override
  public byte[] request(Prompt prompt, Bounds bounds) {
    return prompt.body().forEngine(bounds.servedName(), bounds.maxTokens(), bounds.contextLength());
  }

  @Override
  public AnswerStream answers(Prompt prompt, AnswerClock clock) {
    return voice.answers(prompt, clock);
  }

  @Override
  public Voice.Whole whole(Prompt prompt, byte[] answer, Timing timing) {
    return voice.whole(answer, timing);
  }
}
