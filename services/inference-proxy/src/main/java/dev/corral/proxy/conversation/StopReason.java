package dev.corral.proxy.conversation;

/// Why an answer ended.
public enum StopReason {
  /// The model had said everything.
  END,
  /// The limit of tokens, or the model's context, was reached.
  LENGTH,
  /// It waits for tools.
  TOOL_CALLS,
  /// One of the stop sequences came.
  STOP_SEQUENCE,
  /// A filter or guardrail stepped in.
  FILTERED
}
