package dev.corral.proxy.conversation;

import java.util.List;

/// What one side says; results of tools are parts of the user's turn.
public record Turn(Role role, List<Part> parts) {

  /// Who speaks.
  public enum Role {
    USER,
    ASSISTANT
  }
}
