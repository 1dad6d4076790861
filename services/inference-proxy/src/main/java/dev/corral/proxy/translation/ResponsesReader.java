package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Sampling;
import dev.corral.proxy.conversation.Tool;
import dev.corral.proxy.conversation.ToolChoice;
import dev.corral.proxy.conversation.Turn.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// OpenAI's responses, without state: nothing is kept, so nothing can be continued by id.
final class ResponsesReader implements ConversationReader {
  private final Bounded bounded;

  ResponsesReader(Bounded bounded) {
    this.bounded = bounded;
  }

  @Override
  public Conversation read(Fields request) {
    OpenAiChatReader.harmless(request);
    request.ignore("background", Set.of("false"));
    request.ignore("truncation", Set.of("disabled", "auto"));
    request.ignore("include", Set.of("[]", "[\"reasoning.encrypted_content\"]"));
    Transcript transcript = new Transcript();
    request.text("instructions").ifPresent(text -> transcript.system(request, text));
    if (request.isText("input")) {
      transcript.say(
          Role.USER,
          List.of(new dev.corral.proxy.conversation.Part.Text(request.required("input"))));
    } else {
      request.objects("input").forEach(item -> ResponsesItems.read(item, transcript));
    }
    List<Tool> tools = request.objects("tools").stream().map(ResponsesReader::tool).toList();
    Conversation asked =
        new Conversation(
            transcript.system(),
            transcript.turns(),
            tools,
            choice(request),
            sampling(request),
            format(request),
            effort(request));
    request.end();
    return asked;
  }

  private Sampling sampling(Fields request) {
    return bounded.sampling(request, request.count("max_output_tokens", 1), "stop");
  }

  private static Tool tool(Fields tool) {
    if (!tool.required("type").equals("function")) {
      throw tool.unsupported("type");
    }
    return Bounded.function(tool, "parameters");
  }

  private static ToolChoice choice(Fields request) {
    if (!request.has("tool_choice") || request.isText("tool_choice")) {
      return OpenAiChatReader.simple(request, request.text("tool_choice").orElse("auto"));
    }
    Fields choice = request.object("tool_choice").orElseThrow();
    if (!choice.required("type").equals("function")) {
      throw choice.unsupported("type");
    }
    ToolChoice named = new ToolChoice.Named(choice.required("name"));
    choice.end();
    return named;
  }

  private Format format(Fields request) {
    Optional<Fields> text = request.object("text");
    Optional<Fields> asked = text.flatMap(fields -> fields.object("format"));
    text.ifPresent(fields -> {
      fields.ignore("verbosity", Set.of("medium"));
      fields.end();
    });
    if (asked.isEmpty()) {
      return new Format.Free();
    }
    Fields format = asked.get();
    Format read =
        switch (format.required("type")) {
          case "text" -> new Format.Free();
          case "json_object" -> new Format.Json();
          case "json_schema" ->
              bounded.schema(
                  format,
                  "schema",
                  format.text("name").orElse("answer"),
                  format.flag("strict", false));
          default -> throw format.unsupported("type");
        };
    format.end();
    return read;
  }

  /// A summary of the reasoning is what the caller gets in any case.
  private static Optional<String> effort(Fields request) {
    Optional<Fields> reasoning = request.object("reasoning");
    Optional<String> effort = reasoning.flatMap(fields -> fields.text("effort"));
    reasoning.ifPresent(fields -> {
      fields.ignore("summary", "generate_summary");
      fields.end();
    });
    return effort;
  }
}
