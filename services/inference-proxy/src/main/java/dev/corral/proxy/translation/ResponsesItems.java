package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Turn.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The input items of OpenAI's responses.
final class ResponsesItems {
  private ResponsesItems() {}

  static void read(Fields item, Transcript transcript) {
    item.ignore("status");
    switch (item.text("type").orElse("message")) {
      case "message" -> message(item, transcript);
      case "function_call" -> transcript.assistant(List.of(call(item)));
      case "function_call_output" -> transcript.result(result(item));
      case "reasoning" -> transcript.assistant(reasoning(item));
      default -> throw item.unsupported("type");
    }
    item.end();
  }

  private static void message(Fields item, Transcript transcript) {
    item.ignore("id", "phase");
    List<Part> parts = content(item, "content");
    switch (item.required("role")) {
      case "system", "developer" -> transcript.system(item, text(item, parts));
      case "user" -> transcript.say(Role.USER, parts);
      case "assistant" -> transcript.assistant(parts);
      default -> throw item.unsupported("role");
    }
  }

  private static String text(Fields item, List<Part> parts) {
    if (!parts.stream().allMatch(Part.Text.class::isInstance)) {
      throw item.invalid("content", "must be text");
    }
    return parts.stream().map(part -> ((Part.Text) part).text()).collect(Collectors.joining("\n"));
  }

  private static Part call(Fields item) {
    item.ignore("id");
    return new Part.ToolCall(
        item.required("call_id"),
        item.required("name"),
        Arguments.object(item.required("arguments"))
            .orElseThrow(() -> item.invalid("arguments", "must be the JSON of an object")));
  }

  private static Part.ToolResult result(Fields item) {
    item.ignore("id");
    return new Part.ToolResult(item.required("call_id"), content(item, "output"), false);
  }

  /// Ours always carries its text in the summary; what another provider has encrypted is unreadable
  /// here.
  private static List<Part> reasoning(Fields item) {
    item.ignore("id", "encrypted_content");
    String summary = join(item, "summary");
    String content = join(item, "content");
    String text = content.isEmpty() ? summary : content;
    return text.isEmpty() ? List.of() : List.of(new Part.Reasoning(text, Optional.empty()));
  }

  private static String join(Fields item, String name) {
    return item.objects(name).stream()
        .map(part -> {
          part.ignore("type", Set.of("summary_text", "reasoning_text"));
          String text = part.required("text");
          part.end();
          return text;
        })
        .collect(Collectors.joining("\n\n"));
  }

  private static List<Part> content(Fields item, String name) {
    if (item.isText(name)) {
      String text = item.required(name);
      return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
    }
    return item.objects(name).stream().map(ResponsesItems::part).toList();
  }

  private static Part part(Fields part) {
    Part read =
        switch (part.required("type")) {
          case "input_text", "text" -> new Part.Text(part.required("text"));
          case "output_text" -> {
            part.ignore("annotations", "logprobs");
            yield new Part.Text(part.required("text"));
          }
          case "refusal" -> new Part.Text(part.required("refusal"));
          case "input_image" -> {
            part.ignore("detail");
            String url = part.text("image_url").orElseThrow(() -> part.unsupported("file_id"));
            yield Pictures.fromUrl(url, must -> part.invalid("image_url", must));
          }
          default -> throw part.unsupported("type");
        };
    part.end();
    return read;
  }
}
