package dev.corral.proxy.dialect;

import java.util.Arrays;
import java.util.Optional;

/// The language that an engine is spoken to in.
public enum Wire {
  /// OpenAI's API under `/v1`.
  OPENAI("openai"),
  /// Ollama's own API, and OpenAI's under `/v1`.
  OLLAMA("ollama"),
  /// Bedrock's Converse through the AWS SDK.
  BEDROCK("bedrock");

  private final String id;

  Wire(String id) {
    this.id = id;
  }

  /// The wire of this name in the cluster contract; empty for a route that leads nowhere yet.
  public static Optional<Wire> of(String id) {
    return Arrays.stream(values()).filter(wire -> wire.id.equals(id)).findFirst();
  }
}
