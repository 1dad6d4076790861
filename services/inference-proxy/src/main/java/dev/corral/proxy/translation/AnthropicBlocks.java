package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Part;
import java.util.List;
import java.util.Optional;

/// The content blocks of Anthropic's messages.
final class AnthropicBlocks {
  private AnthropicBlocks() {}

  /// The instructions: a text or blocks of text.
  static List<String> system(Fields request) {
    return content(request, "system").stream()
        .map(part -> part instanceof Part.Text text ? text.text() : refused(request))
        .toList();
  }

  private static String refused(Fields request) {
    throw request.invalid("system", "must be text");
  }

  /// A text alone or a list of blocks.
  static List<Part> content(Fields from, String name) {
    if (from.isText(name)) {
      String text = from.required(name);
      return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
    }
    return from.objects(name).stream().map(AnthropicBlocks::part).toList();
  }

  private static Part part(Fields block) {
    block.ignore("cache_control");
    Part part =
        switch (block.required("type")) {
          case "text" -> text(block);
          case "image" -> picture(block);
          case "tool_use" -> call(block);
          case "tool_result" -> result(block);
          case "thinking" -> thinking(block);
          default -> throw block.unsupported("type");
        };
    block.end();
    return part;
  }

  private static Part text(Fields block) {
    block.ignore("citations", java.util.Set.of("[]"));
    return new Part.Text(block.required("text"));
  }

  private static Part picture(Fields block) {
    Fields source =
        block.object("source").orElseThrow(() -> block.invalid("source", "is required"));
    if (!source.required("type").equals("base64")) {
      throw source.unsupported("type");
    }
    Part picture =
        Pictures.of(
            source.required("media_type"),
            source.required("data"),
            must -> source.invalid("data", must));
    source.end();
    return picture;
  }

  private static Part call(Fields block) {
    block.ignore("caller");
    return new Part.ToolCall(
        block.required("id"),
        block.required("name"),
        block.tree("input").orElseThrow(() -> block.invalid("input", "is required")));
  }

  private static Part result(Fields block) {
    List<Part> content = content(block, "content");
    boolean plain =
        content.stream().allMatch(part -> part instanceof Part.Text || part instanceof Part.Image);
    if (!plain) {
      throw block.invalid("content", "must be text and pictures");
    }
    return new Part.ToolResult(
        block.required("tool_use_id"), content, block.flag("is_error", false));
  }

  private static Part thinking(Fields block) {
    Optional<String> signature = block.text("signature").filter(text -> !text.isEmpty());
    return new Part.Reasoning(block.required("thinking"), signature);
  }
}
