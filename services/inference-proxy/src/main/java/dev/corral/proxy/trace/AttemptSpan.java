package dev.corral.proxy.trace;

/// The client span of one attempt at an engine. The first word about its end counts.
public interface AttemptSpan {
  /// Nothing is recorded.
  AttemptSpan NONE = new AttemptSpan() {};

  /// The answer is complete.
  default void done() {}

  /// It failed.
  ///
  /// @param problem a stable name
  default void failed(String problem) {}

  /// Nobody wants it any more.
  default void cancelled() {}
}
