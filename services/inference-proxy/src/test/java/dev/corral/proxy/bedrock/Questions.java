package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Sampling;
import dev.corral.proxy.conversation.Tool;
import dev.corral.proxy.conversation.ToolChoice;
import dev.corral.proxy.conversation.Turn;
import java.util.List;
import java.util.Optional;

/// Questions built by hand.
final class Questions {
  private Questions() {}

  static Question hello(String id) {
    return new Question(conversation(user(new Part.Text("Hello"))), "mine", id, 100);
  }

  static Question of(Conversation conversation, String id) {
    return new Question(conversation, "mine", id, 2000);
  }

  static Turn user(Part... parts) {
    return new Turn(Turn.Role.USER, List.of(parts));
  }

  static Turn assistant(Part... parts) {
    return new Turn(Turn.Role.ASSISTANT, List.of(parts));
  }

  static Conversation conversation(Turn... turns) {
    return conversation(Sampling.UNSAID, Optional.empty(), turns);
  }

  static Conversation conversation(Sampling sampling, Optional<String> effort, Turn... turns) {
    return new Conversation(
        List.of(),
        List.of(turns),
        List.of(),
        new ToolChoice.Auto(),
        sampling,
        new Format.Free(),
        effort);
  }

  static Conversation with(List<Tool> tools, ToolChoice choice, Turn... turns) {
    return new Conversation(
        List.of("Be brief."),
        List.of(turns),
        tools,
        choice,
        Sampling.UNSAID,
        new Format.Free(),
        Optional.empty());
  }

  static Conversation formatted(Format format) {
    return new Conversation(
        List.of(),
        List.of(user(new Part.Text("Hello"))),
        List.of(),
        new ToolChoice.Auto(),
        Sampling.UNSAID,
        format,
        Optional.empty());
  }
}
