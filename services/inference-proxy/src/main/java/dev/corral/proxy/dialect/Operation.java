package dev.corral.proxy.dialect;

/// What a caller can ask a model to do, with the path that the engine knows it by.
public enum Operation {
  OPENAI_CHAT(Dialect.OPENAI, "chat", "/v1/chat/completions", "/v1/chat/completions"),
  OLLAMA_CHAT(Dialect.OLLAMA, "chat", "/ollama/api/chat", "/api/chat"),
  OLLAMA_GENERATE(Dialect.OLLAMA, "generate", "/ollama/api/generate", "/api/generate");

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

  /// The dialect of request and answer.
  public Dialect dialect() {
    return dialect;
  }

  /// The name in usage events and metrics.
  public String id() {
    return id;
  }

  /// Where callers send it.
  public String path() {
    return path;
  }

  /// Where the engine takes it.
  public String enginePath() {
    return enginePath;
  }

  /// Whether an answer is streamed when the request does not say.
  public boolean streamsByDefault() {
    return dialect == Dialect.OLLAMA;
  }
}
