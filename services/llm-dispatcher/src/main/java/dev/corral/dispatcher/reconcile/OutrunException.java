package dev.corral.dispatcher.reconcile;

/// Somebody else wrote the object after it was looked at: look again.
final class OutrunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutrunException(String object, Throwable cause) {
    super(object + " was written by somebody else", cause);
  }
}
