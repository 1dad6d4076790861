package dev.corral.local.engine.generation;

/// One message of a conversation.
public record ChatMessage(Role role, String content) {
  /// Who speaks.
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }
}
