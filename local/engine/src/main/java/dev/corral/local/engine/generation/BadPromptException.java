package dev.corral.local.engine.generation;

/// The caller asked for something that the engine cannot do; the message is for the caller.
public final class BadPromptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadPromptException(String message) {
    super(message);
  }
}
