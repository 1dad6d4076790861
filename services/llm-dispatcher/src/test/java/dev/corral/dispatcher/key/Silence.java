package dev.corral.dispatcher.key;

/// A gateway that does not answer.
public final class Silence {
  private Silence() {}

  public static KeyRegistryException ofTheGateway() {
    return new KeyRegistryException(
        "The app's key cannot be registered now: the gateway does not answer.", null);
  }
}
