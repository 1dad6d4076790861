package dev.corral.proxy.tally;

/// How a request ended; exactly one per request.
public enum Outcome {
  DONE("done"),
  ERROR("error"),
  CANCELLED("cancelled"),
  /// The process died before it could say.
  UNKNOWN("unknown");

  private final String id;

  Outcome(String id) {
    this.id = id;
  }

  /// The name in events and metrics.
  public String id() {
    return id;
  }
}
