package dev.corral.local.kubernetes.kubelet;

import java.util.Arrays;
import java.util.Optional;

/// A failure that one can ask the simulated kubelet for.
public enum Fault {
  IMAGE_PULL("ImagePull"),
  OUT_OF_MEMORY("OutOfMemory"),
  MODEL_NOT_FOUND("ModelNotFound"),
  BOOTSTRAP("Bootstrap"),
  CAPACITY("Capacity");

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  /// As the ConfigMap writes it.
  public String text() {
    return text;
  }

  static Optional<Fault> of(String text) {
    return Arrays.stream(values()).filter(fault -> fault.text.equals(text.strip())).findFirst();
  }
}
