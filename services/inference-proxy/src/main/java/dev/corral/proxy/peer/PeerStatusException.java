package dev.corral.proxy.peer;

/// Another service answered with a status that is not an answer to the question.
public final class PeerStatusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /// With what it answered.
  public PeerStatusException(int status) {
    super("answered " + status);
    this.status = status;
  }

  /// What it answered.
  public int status() {
    return status;
  }

  /// Whether somebody in between says that the service itself is away.
  public boolean away() {
    return status >= 502 && status <= 504;
  }
}
