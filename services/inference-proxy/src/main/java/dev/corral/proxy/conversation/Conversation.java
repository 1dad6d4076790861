package dev.corral.proxy.conversation;

import java.util.List;
import java.util.Optional;

/// What is asked of a model, as every dialect can say it. Its texts are the caller's and are never
/// logged.
///
/// @param system instructions that stand before the turns
/// @param effort how much the model shall reason, `low`, `medium`, `high`, `none` or a dialect's
///   own word; empty when the request does not say
public record Conversation(
    List<String> system,
    List<Turn> turns,
    List<Tool> tools,
    ToolChoice toolChoice,
    Sampling sampling,
    Format format,
    Optional<String> effort) {}
