package dev.corral.dispatcher.lifecycle;

/// Why a launch failed: a code a program can act on, and a sentence a person can act on.
public record Failure(Code code, String message) {
  /// The reason codes of a failed model.
  public enum Code {
    Capacity,
    Quota,
    ImagePull,
    OutOfMemory,
    Bootstrap,
    ModelNotFound,
    Budget,
    Timeout
  }
}
