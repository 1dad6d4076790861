package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.ToolChoice;
import dev.corral.proxy.conversation.Turn;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// OpenAI's plain completions: the prompt is what one user says.
final class CompletionReader implements ConversationReader {
  private final Bounded bounded;

  CompletionReader(Bounded bounded) {
    this.bounded = bounded;
  }

  @Override
  public Conversation read(Fields request) {
    OpenAiChatReader.harmless(request);
    request.ignore("best_of", Set.of("1"));
    request.ignore("echo", Set.of("false"));
    request.ignore("suffix", Set.of(""));
    List<String> prompts = request.texts("prompt", 1);
    if (prompts.isEmpty()) {
      throw request.invalid("prompt", "is required");
    }
    Conversation asked =
        new Conversation(
            List.of(),
            List.of(new Turn(Turn.Role.USER, List.of(new Part.Text(prompts.getFirst())))),
            List.of(),
            new ToolChoice.Auto(),
            bounded.sampling(request, request.count("max_tokens", 1), "stop"),
            new Format.Free(),
            Optional.empty());
    request.end();
    return asked;
  }
}
