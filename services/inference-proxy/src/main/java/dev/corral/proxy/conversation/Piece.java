package dev.corral.proxy.conversation;

import java.util.Optional;

/// A piece of an answer, in the order in which the model makes it.
public sealed interface Piece {

  /// More text.
  record Text(String text) implements Piece {}

  /// More of what the model thinks.
  record Reasoning(String text) implements Piece {}

  /// The provider's signature under the reasoning so far.
  record Signature(String value) implements Piece {}

  /// A tool is to be called; its arguments follow.
  ///
  /// @param index of the call within the answer, from 0
  record ToolCall(int index, String id, String name) implements Piece {}

  /// More of the JSON text of a call's arguments.
  record Arguments(int index, String json) implements Piece {}

  /// The model has ended.
  ///
  /// @param raw the engine's own word for it, when it has one
  /// @param sequence the stop sequence that came, when the engine says which
  record Stopped(StopReason reason, Optional<String> raw, Optional<String> sequence)
      implements Piece {

    /// Of an engine that does not say which sequence stopped it.
    public Stopped(StopReason reason, Optional<String> raw) {
      this(reason, raw, Optional.empty());
    }
  }

  /// What was counted; some engines say it after the end, some again and again.
  record Counted(Usage usage) implements Piece {}
}
