package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Sampling;
import dev.corral.proxy.conversation.Tool;
import dev.corral.proxy.conversation.ToolChoice;
import dev.corral.proxy.conversation.Turn.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// OpenAI's chat completions.
final class OpenAiChatReader implements ConversationReader {
  /// They steer bookkeeping and transport, never what the model says.
  private static final String[] HARMLESS = {
    "user",
    "metadata",
    "stream_options",
    "safety_identifier",
    "prompt_cache_key",
    "prompt_cache_retention",
    "store"
  };

  private final Bounded bounded;

  OpenAiChatReader(Bounded bounded) {
    this.bounded = bounded;
  }

  @Override
  public Conversation read(Fields request) {
    harmless(request);
    Transcript transcript = new Transcript();
    request.objects("messages").forEach(message -> message(message, transcript));
    List<Tool> tools = bounded.functions(request);
    Conversation asked =
        new Conversation(
            transcript.system(),
            transcript.turns(),
            tools,
            choice(request),
            sampling(request),
            format(request),
            request.text("reasoning_effort"));
    request.end();
    return asked;
  }

  /// What every OpenAI operation has and no answer depends on.
  static void harmless(Fields request) {
    request.ignore(HARMLESS);
    request.ignore("service_tier", Set.of("auto", "default"));
    request.ignore("parallel_tool_calls", Set.of("true"));
    request.ignore("n", Set.of("1"));
    request.ignore("logprobs", Set.of("false"));
    request.ignore("top_logprobs", Set.of("0"));
    request.ignore("logit_bias", Set.of("{}"));
    request.ignore("modalities", Set.of("[\"text\"]"));
  }

  private Sampling sampling(Fields request) {
    OptionalInt old = request.count("max_tokens", 1);
    OptionalInt now = request.count("max_completion_tokens", 1);
    return bounded.sampling(request, now.isPresent() ? now : old, "stop");
  }

  private static void message(Fields message, Transcript transcript) {
    switch (message.required("role")) {
      case "system", "developer" -> transcript.system(message, plain(message));
      case "user" -> transcript.say(Role.USER, content(message));
      case "assistant" -> transcript.say(Role.ASSISTANT, assistant(message));
      case "tool" -> {
        String id = message.required("tool_call_id");
        transcript.result(new Part.ToolResult(id, content(message), false));
      }
      default -> throw message.unsupported("role");
    }
    message.end();
  }

  private static List<Part> assistant(Fields message) {
    List<Part> parts = new ArrayList<>();
    message
        .text("reasoning_content")
        .or(() -> message.text("reasoning"))
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Reasoning(text, Optional.empty())));
    message.ignore("annotations", "reasoning");
    parts.addAll(content(message));
    message.text("refusal").ifPresent(text -> parts.add(new Part.Text(text)));
    message.objects("tool_calls").forEach(call -> parts.add(call(call)));
    return parts;
  }

  private static Part call(Fields call) {
    call.ignore("index");
    if (!call.text("type").orElse("function").equals("function")) {
      throw call.unsupported("type");
    }
    Fields function =
        call.object("function").orElseThrow(() -> call.invalid("function", "is required"));
    Part.ToolCall read =
        new Part.ToolCall(
            call.required("id"),
            function.required("name"),
            Arguments.object(function.required("arguments"))
                .orElseThrow(() -> function.invalid("arguments", "must be the JSON of an object")));
    function.end();
    call.end();
    return read;
  }

  private static String plain(Fields message) {
    return content(message).stream()
        .map(part -> part instanceof Part.Text text ? text.text() : refused(message))
        .collect(Collectors.joining("\n"));
  }

  private static String refused(Fields message) {
    throw message.invalid("content", "must be text");
  }

  private static List<Part> content(Fields message) {
    if (message.isText("content")) {
      String text = message.required("content");
      return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
    }
    return message.objects("content").stream().map(OpenAiChatReader::part).toList();
  }

  private static Part part(Fields part) {
    part.ignore("cache_control");
    Part read =
        switch (part.required("type")) {
          case "text" -> new Part.Text(part.required("text"));
          case "refusal" -> new Part.Text(part.required("refusal"));
          case "image_url" -> picture(part);
          default -> throw part.unsupported("type");
        };
    part.end();
    return read;
  }

  private static Part picture(Fields part) {
    Fields url =
        part.object("image_url").orElseThrow(() -> part.invalid("image_url", "is required"));
    url.ignore("detail", Set.of("auto", "high", "low"));
    Part picture = Pictures.fromUrl(url.required("url"), must -> url.invalid("url", must));
    url.end();
    return picture;
  }

  private static ToolChoice choice(Fields request) {
    if (!request.has("tool_choice") || request.isText("tool_choice")) {
      return simple(request, request.text("tool_choice").orElse("auto"));
    }
    Fields choice = request.object("tool_choice").orElseThrow();
    if (!choice.required("type").equals("function")) {
      throw choice.unsupported("type");
    }
    Fields function =
        choice.object("function").orElseThrow(() -> choice.invalid("function", "is required"));
    ToolChoice named = new ToolChoice.Named(function.required("name"));
    function.end();
    choice.end();
    return named;
  }

  /// The words that OpenAI's operations share.
  static ToolChoice simple(Fields request, String word) {
    return switch (word) {
      case "auto" -> new ToolChoice.Auto();
      case "none" -> new ToolChoice.None();
      case "required" -> new ToolChoice.Required();
      default -> throw request.invalid("tool_choice", "must be auto, none, required or a function");
    };
  }

  private Format format(Fields request) {
    Optional<Fields> asked = request.object("response_format");
    if (asked.isEmpty()) {
      return new Format.Free();
    }
    Fields format = asked.get();
    Format read =
        switch (format.required("type")) {
          case "text" -> new Format.Free();
          case "json_object" -> new Format.Json();
          case "json_schema" -> {
            Fields schema =
                format
                    .object("json_schema")
                    .orElseThrow(() -> format.invalid("json_schema", "is required"));
            Format wanted =
                bounded.schema(
                    schema,
                    "schema",
                    schema.text("name").orElse("answer"),
                    schema.flag("strict", false));
            schema.end();
            yield wanted;
          }
          default -> throw format.unsupported("type");
        };
    format.end();
    return read;
  }
}
