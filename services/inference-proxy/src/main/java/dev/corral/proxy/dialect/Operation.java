package dev.corral.proxy.dialect;

/// What a caller can ask a model to do, with the path that the engine knows it by.
public enum Operation implements Asked {
  OPENAI_CHAT(Dialect.OPENAI, "chat", "/v1/chat/completions", "/v1/chat/completions"),
  OPENAI_COMPLETIONS(Dialect.OPENAI, "completion", "/v1/completions", "/v1/completions"),
  OPENAI_EMBEDDINGS(Dialect.OPENAI, "embeddings", "/v1/embeddings", "/v1/embeddings"),
  OPENAI_RESPONSES(Dialect.OPENAI, "responses", "/v1/responses", "/v1/responses"),
  ANTHROPIC_MESSAGES(Dialect.ANTHROPIC, "messages", "/v1/messages", "/v1/messages"),
  OLLAMA_CHAT(Dialect.OLLAMA, "chat", "/ollama/api/chat", "/api/chat"),
  OLLAMA_GENERATE(Dialect.OLLAMA, "generate", "/ollama/api/generate", "/api/generate"),
  OLLAMA_EMBED(Dialect.OLLAMA, "embeddings", "/ollama/api/embed", "/api/embed"),
  /// Ollama's older call for one text.
  OLLAMA_EMBEDDINGS(Dialect.OLLAMA, "embeddings", "/ollama/api/embeddings", "/api/embeddings");

  private final Dialect dialect;
  private final String id;
  private final String path;
  private final String enginePath;

  Operation(Dialect dialect, String id, String path, String enginePath) {
    this.dialect = dialect;
    this.id = id;
    this.path = path;
    this.enginePath = enginePath;
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public String id() {
    return id;
  }

  /// Where callers send it.
  public String path() {
    return path;
  }

  /// Where an engine of the same dialect takes it.
  public String enginePath() {
    return enginePath;
  }

  /// Whether it turns text into vectors: nothing is generated, nothing streamed.
  public boolean embeds() {
    return this == OPENAI_EMBEDDINGS || this == OLLAMA_EMBED || this == OLLAMA_EMBEDDINGS;
  }

  /// Whether an answer is streamed when the request does not say.
  public boolean streamsByDefault() {
    return this == OLLAMA_CHAT || this == OLLAMA_GENERATE;
  }
}
