package dev.corral.proxy.conversation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What is asked of a model, as every dialect can say it. Its texts are the caller's and are never
/// logged.
///
/// @param system instructions that stand before the turns
/// @param effort how much the model shall reason: [#REASON] for as much as it likes, [#SILENT] for
///   not at all, or a degree as the dialect calls it (`low`, `medium`, `high` …); empty when the
///   request does not say
/// @param thinkingBudget most tokens to reason with, when the request counts them
public record Conversation(
    List<String> system,
    List<Turn> turns,
    List<Tool> tools,
    ToolChoice toolChoice,
    Sampling sampling,
    Format format,
    Optional<String> effort,
    OptionalInt thinkingBudget) {

  /// The effort of a request that wants reasoning and names no degree.
  public static final String REASON = "enabled";

  /// The effort of a request that wants no reasoning.
  public static final String SILENT = "none";

  /// Without a budget for reasoning.
  public Conversation(
      List<String> system,
      List<Turn> turns,
      List<Tool> tools,
      ToolChoice toolChoice,
      Sampling sampling,
      Format format,
      Optional<String> effort) {
    this(system, turns, tools, toolChoice, sampling, format, effort, OptionalInt.empty());
  }
}
