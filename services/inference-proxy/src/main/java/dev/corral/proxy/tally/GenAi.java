package dev.corral.proxy.tally;

/// The words of OpenTelemetry's GenAI conventions for what we call otherwise.
public final class GenAi {
  private GenAi() {}

  /// The conventions' name of an operation where they have one, else our own.
  public static String operation(String ours) {
    return switch (ours) {
      case "messages", "responses" -> "chat";
      case "completion", "generate" -> "text_completion";
      default -> ours;
    };
  }

  /// The conventions' name of a provider where they have one, else the engine's.
  public static String provider(String engine) {
    return engine.equals("bedrock") ? "aws.bedrock" : engine;
  }
}
