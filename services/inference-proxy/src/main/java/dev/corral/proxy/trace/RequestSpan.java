package dev.corral.proxy.trace;

import dev.corral.proxy.tally.Trail;

/// The server span of one admitted request. Used by one thread at a time.
public interface RequestSpan extends Trail {
  /// Nothing is recorded, and nothing is made to say so.
  RequestSpan NONE = new RequestSpan() {};

  /// Whether anything comes of it; also a request that is not, may belong to a trace.
  default boolean recording() {
    return false;
  }

  /// An engine is asked now. The first one after a wait shows that the model was ready.
  default AttemptSpan attempt() {
    return AttemptSpan.NONE;
  }

  /// What the engine that is asked now continues the trace with, in W3C's form; empty if nothing is
  /// traced.
  default String traceparent() {
    return "";
  }
}
