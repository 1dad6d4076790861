package dev.corral.proxy.dialect;

/// Same dialect on both sides: the bytes go through untouched but for the few fields that are
/// bounded.
final class Relayed implements Passage {
  private final Operation operation;
  private final boolean counting;

  Relayed(Operation operation) {
    this(operation, false);
  }

  private Relayed(Operation operation, boolean counting) {
    this.operation = operation;
    this.counting = counting;
  }

  @Override
  public Passage counting() {
    return new Relayed(operation, true);
  }

  @Override
  public String path() {
    return operation.enginePath();
  }

  @Override
  public byte[] request(Prompt prompt, Bounds bounds) {
    return prompt
        .body()
        .forEngine(bounds.servedName(), bounds.maxTokens(), bounds.contextLength(), counting);
  }

  @Override
  public AnswerStream answers(Prompt prompt, AnswerClock clock) {
    int bytesIn = prompt.body().length();
    return operation.dialect() == Dialect.OLLAMA
        ? new OllamaAnswerStream(clock, bytesIn)
        : new OpenAiAnswerStream(clock, bytesIn, prompt.usageAsked(), counting);
  }

  @Override
  public Voice.Whole whole(Prompt prompt, byte[] answer, Timing timing) {
    return switch (operation) {
      case OLLAMA_CHAT, OLLAMA_GENERATE -> OllamaWhole.read(answer, timing);
      case OLLAMA_EMBED, OLLAMA_EMBEDDINGS -> OllamaWhole.vectors(prompt, answer, timing);
      case OPENAI_EMBEDDINGS -> OpenAiWhole.vectors(prompt, answer, timing);
      default -> OpenAiWhole.read(answer, timing);
    };
  }
}
