package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Tool;
import dev.corral.proxy.conversation.ToolChoice;
import dev.corral.proxy.conversation.Turn.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Anthropic's messages.
final class AnthropicReader implements ConversationReader {
  private static final int LEAST_BUDGET = 1;

  private final Bounded bounded;

  AnthropicReader(Bounded bounded) {
    this.bounded = bounded;
  }

  @Override
  public Conversation read(Fields request) {
    request.ignore("metadata", "cache_control");
    request.ignore("service_tier", Set.of("auto", "standard_only"));
    OptionalInt maxTokens = request.count("max_tokens", 1);
    if (maxTokens.isEmpty()) {
      throw request.invalid("max_tokens", "is required");
    }
    Transcript transcript = new Transcript();
    AnthropicBlocks.system(request).forEach(text -> transcript.system(request, text));
    request.objects("messages").forEach(message -> message(message, transcript));
    List<Tool> tools = request.objects("tools").stream().map(AnthropicReader::tool).toList();
    ToolChoice choice = choice(request);
    Optional<Fields> thinking = request.object("thinking");
    OptionalInt budget = thinking.map(AnthropicReader::budget).orElse(OptionalInt.empty());
    Optional<String> effort = thinking.map(AnthropicReader::effort);
    Optional<Fields> output = request.object("output_config");
    Format format = output.flatMap(this::format).orElse(new Format.Free());
    Optional<String> degree = output.flatMap(config -> config.text("effort"));
    output.ifPresent(Fields::end);
    Conversation asked =
        new Conversation(
            transcript.system(),
            transcript.turns(),
            tools,
            choice,
            bounded.sampling(request, maxTokens, "stop_sequences"),
            format,
            effort.filter(Conversation.SILENT::equals).or(() -> degree).or(() -> effort),
            budget);
    request.end();
    return asked;
  }

  private static void message(Fields message, Transcript transcript) {
    Role role =
        switch (message.required("role")) {
          case "user" -> Role.USER;
          case "assistant" -> Role.ASSISTANT;
          default -> throw message.unsupported("role");
        };
    transcript.say(role, AnthropicBlocks.content(message, "content"));
    message.end();
  }

  private static Tool tool(Fields tool) {
    tool.ignore("cache_control", "input_examples");
    if (!tool.text("type").orElse("custom").equals("custom")) {
      throw tool.unsupported("type");
    }
    return Bounded.function(tool, "input_schema");
  }

  private static ToolChoice choice(Fields request) {
    Optional<Fields> asked = request.object("tool_choice");
    if (asked.isEmpty()) {
      return new ToolChoice.Auto();
    }
    Fields choice = asked.get();
    choice.ignore("disable_parallel_tool_use", Set.of("false"));
    ToolChoice read =
        switch (choice.required("type")) {
          case "auto" -> new ToolChoice.Auto();
          case "any" -> new ToolChoice.Required();
          case "none" -> new ToolChoice.None();
          case "tool" -> new ToolChoice.Named(choice.required("name"));
          default -> throw choice.unsupported("type");
        };
    choice.end();
    return read;
  }

  private static OptionalInt budget(Fields thinking) {
    return thinking.count("budget_tokens", LEAST_BUDGET);
  }

  private static String effort(Fields thinking) {
    thinking.ignore("display", Set.of("summarized"));
    String effort =
        switch (thinking.required("type")) {
          case "enabled", "adaptive" -> Conversation.REASON;
          case "disabled" -> Conversation.SILENT;
          default -> throw thinking.unsupported("type");
        };
    thinking.end();
    return effort;
  }

  private Optional<Format> format(Fields output) {
    return output
        .object("format")
        .map(format -> {
          if (!format.required("type").equals("json_schema")) {
            throw format.unsupported("type");
          }
          Format read = bounded.schema(format, "schema", "answer", true);
          format.end();
          return read;
        });
  }
}
