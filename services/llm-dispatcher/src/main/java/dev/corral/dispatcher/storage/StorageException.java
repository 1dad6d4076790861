package dev.corral.dispatcher.storage;

/// An access point cannot be had or removed now; the message is for a person.
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
