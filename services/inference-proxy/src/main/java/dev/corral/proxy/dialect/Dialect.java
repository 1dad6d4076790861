package dev.corral.proxy.dialect;

/// The languages that callers may use.
public enum Dialect {
  OPENAI("openai"),
  ANTHROPIC("anthropic"),
  OLLAMA("ollama");

  private final String id;

  Dialect(String id) {
    this.id = id;
  }

  /// The name in keys, events and metrics.
  public String id() {
    return id;
  }
}
