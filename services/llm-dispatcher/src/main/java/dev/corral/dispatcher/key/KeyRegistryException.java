package dev.corral.dispatcher.key;

import org.jspecify.annotations.Nullable;

/// The gateway did not take note of a key; the message is for a person.
public final class KeyRegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyRegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
