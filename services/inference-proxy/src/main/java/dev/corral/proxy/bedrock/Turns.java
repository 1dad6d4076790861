package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Turn;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.ImageSource;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningTextBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultStatus;

/// Turns as messages. Bedrock wants roles that alternate and no blank text, so neighbours of one
/// role become one message and blank texts are left out.
final class Turns {
  private static final String NOTHING = "(nothing)";

  private Turns() {}

  static List<Message> messages(List<Turn> turns) {
    List<Message> messages = new ArrayList<>();
    List<ContentBlock> open = new ArrayList<>();
    Optional<Turn.Role> speaker = Optional.empty();
    for (Turn turn : turns) {
      List<ContentBlock> said =
          turn.parts().stream().flatMap(part -> block(part).stream()).toList();
      if (said.isEmpty()) {
        continue;
      }
      if (speaker.filter(role -> role != turn.role()).isPresent()) {
        messages.add(message(speaker.get(), open));
        open = new ArrayList<>();
      }
      speaker = Optional.of(turn.role());
      open.addAll(said);
    }
    if (speaker.isEmpty()) {
      throw new ProblemException(
          new Problem.InvalidField("messages", "The messages must say something."));
    }
    messages.add(message(speaker.get(), open));
    return messages;
  }

  /// Whether a tool is called or answers anywhere: then Bedrock wants to know the tools.
  static boolean useTools(List<Turn> turns) {
    return turns.stream()
        .flatMap(turn -> turn.parts().stream())
        .anyMatch(part -> part instanceof Part.ToolCall || part instanceof Part.ToolResult);
  }

  private static Message message(Turn.Role role, List<ContentBlock> content) {
    return Message.builder()
        .role(role == Turn.Role.USER ? ConversationRole.USER : ConversationRole.ASSISTANT)
        .content(content)
        .build();
  }

  private static Optional<ContentBlock> block(Part part) {
    return switch (part) {
      case Part.Text text when text.text().isBlank() -> Optional.empty();
      case Part.Text text -> Optional.of(ContentBlock.fromText(text.text()));
      case Part.Image image -> Optional.of(ContentBlock.fromImage(image(image)));
      case Part.Reasoning reasoning ->
          // Thoughts of another model have no signature, and Bedrock takes none without.
          reasoning
              .signature()
              .map(signature -> ContentBlock.fromReasoningContent(signed(reasoning, signature)));
      case Part.ToolCall call ->
          Optional.of(
              ContentBlock.fromToolUse(use ->
                  use.toolUseId(call.id())
                      .name(call.name())
                      .input(Documents.of(call.arguments()))));
      case Part.ToolResult result -> Optional.of(result(result));
    };
  }

  private static ReasoningContentBlock signed(Part.Reasoning reasoning, String signature) {
    return ReasoningContentBlock.fromReasoningText(
        ReasoningTextBlock.builder().text(reasoning.text()).signature(signature).build());
  }

  private static ContentBlock result(Part.ToolResult result) {
    List<ToolResultContentBlock> content = new ArrayList<>();
    for (Part part : result.content()) {
      switch (part) {
        case Part.Text text when !text.text().isBlank() ->
            content.add(ToolResultContentBlock.fromText(text.text()));
        case Part.Image image -> content.add(ToolResultContentBlock.fromImage(image(image)));
        default -> {} // blank, or nothing that a tool can say
      }
    }
    if (content.isEmpty()) {
      content.add(ToolResultContentBlock.fromText(NOTHING));
    }
    return ContentBlock.fromToolResult(told -> {
      told.toolUseId(result.callId()).content(content);
      if (result.error()) {
        told.status(ToolResultStatus.ERROR);
      }
    });
  }

  private static ImageBlock image(Part.Image image) {
    ImageFormat format =
        switch (image.mediaType()) {
          case "image/png" -> ImageFormat.PNG;
          case "image/jpeg", "image/jpg" -> ImageFormat.JPEG;
          case "image/gif" -> ImageFormat.GIF;
          case "image/webp" -> ImageFormat.WEBP;
          default ->
              throw new ProblemException(
                  new Problem.InvalidField(
                      "image", "This model takes pictures as PNG, JPEG, GIF or WebP."));
        };
    ImageSource source = ImageSource.fromBytes(SdkBytes.fromByteArray(image.bytes()));
    return ImageBlock.builder().format(format).source(source).build();
  }
}
