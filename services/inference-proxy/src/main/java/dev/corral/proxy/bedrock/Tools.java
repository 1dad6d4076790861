package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.ToolChoice;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;

/// The tools that a model may ask to call.
final class Tools {
  private Tools() {}

  static Optional<ToolConfiguration> of(Question question) {
    Conversation asked = question.conversation();
    boolean inUse = Turns.useTools(asked.turns());
    if (asked.tools().isEmpty()) {
      if (inUse) {
        throw new ProblemException(
            new Problem.InvalidField(
                "tools", "Send the tools along with messages in which they were called."));
      }
      return Optional.empty();
    }
    if (asked.toolChoice() instanceof ToolChoice.None) {
      if (inUse) { // Bedrock has no word for it, and wants the tools as soon as one was called
        throw new ProblemException(new Problem.FieldUnsupported("tool_choice", question.model()));
      }
      return Optional.empty();
    }
    List<Tool> tools = asked.tools().stream().map(Tools::tool).toList();
    ToolConfiguration.Builder configuration = ToolConfiguration.builder().tools(tools);
    switch (asked.toolChoice()) {
      case ToolChoice.Required required ->
          configuration.toolChoice(choice -> choice.any(any -> {}));
      case ToolChoice.Named named ->
          configuration.toolChoice(choice -> choice.tool(tool -> tool.name(named.name())));
      case ToolChoice.Auto auto -> {}
      case ToolChoice.None none -> {}
    }
    return Optional.of(configuration.build());
  }

  private static Tool tool(dev.corral.proxy.conversation.Tool tool) {
    return Tool.fromToolSpec(spec -> {
      spec.name(tool.name()).inputSchema(schema -> schema.json(Documents.of(tool.schema())));
      if (!tool.description().isBlank()) {
        spec.description(tool.description());
      }
      if (tool.strict()) {
        spec.strict(true);
      }
    });
  }
}
