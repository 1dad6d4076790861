package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Sampling;
import dev.corral.proxy.conversation.Tool;
import dev.corral.proxy.dialect.Passage.Bounds;
import java.util.List;
import java.util.stream.Collectors;

/// What requests for all wires have in common.
final class WireBounds {
  private WireBounds() {}

  /// No more tokens than the platform and the model allow.
  static int tokens(Conversation asked, Bounds bounds) {
    int cap =
        bounds.contextLength() > 0
            ? Math.min(bounds.maxTokens(), bounds.contextLength())
            : bounds.maxTokens();
    return Math.min(cap, asked.sampling().maxTokens().orElse(cap));
  }

  /// The settings that have the same names on all wires.
  static void sampling(ObjectNode into, Sampling sampling) {
    sampling.temperature().ifPresent(value -> into.put("temperature", value));
    sampling.topP().ifPresent(value -> into.put("top_p", value));
    sampling.topK().ifPresent(value -> into.put("top_k", value));
    sampling.seed().ifPresent(value -> into.put("seed", value));
    sampling.presencePenalty().ifPresent(value -> into.put("presence_penalty", value));
    sampling.frequencyPenalty().ifPresent(value -> into.put("frequency_penalty", value));
  }

  static void describe(ObjectNode function, Tool tool) {
    function.put("name", tool.name());
    if (!tool.description().isEmpty()) {
      function.put("description", tool.description());
    }
    function.set("parameters", tool.schema());
  }

  static String text(List<Part> parts) {
    return parts.stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining("\n"));
  }

  static String reasoning(List<Part> parts) {
    return parts.stream()
        .filter(Part.Reasoning.class::isInstance)
        .map(part -> ((Part.Reasoning) part).text())
        .collect(Collectors.joining("\n"));
  }

  /// The wires have no mark for a tool that failed, so its words say it.
  static String resultText(Part.ToolResult result) {
    String text = text(result.content());
    return result.error() ? "Error: " + text : text;
  }
}
