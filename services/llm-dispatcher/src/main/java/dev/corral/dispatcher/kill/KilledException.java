package dev.corral.dispatcher.kill;

/// A launch was refused in its own transaction, because the switch is raised.
public final class KilledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KilledException() {
    super("launches are stopped");
  }
}
