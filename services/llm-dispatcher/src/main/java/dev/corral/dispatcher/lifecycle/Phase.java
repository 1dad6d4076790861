package dev.corral.dispatcher.lifecycle;

import java.util.Locale;

/// Why a launch is where it is, in the order a launch goes through.
public enum Phase {
  WAITING_CAPACITY("Waiting for a node with room"),
  NODE_LAUNCHING("The node is starting"),
  IMAGE_PULL("The engine's image is being pulled"),
  WEIGHTS("The weights are being loaded"),
  WARM_UP("The engine is starting"),
  READY("Ready");

  private final String sentence;

  Phase(String sentence) {
    this.sentence = sentence;
  }

  /// What a person reads while the launch is in this phase.
  public String sentence() {
    return sentence;
  }

  /// The name used in JSON and in the status.
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
