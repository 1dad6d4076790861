package dev.corral.local.engine.http;

/// The request cannot be served; status and text go to the caller in the dialect of the path.
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public RequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }
}
