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
import java.util.OptionalLong;
import java.util.Set;

/// Ollama's chat and generate.
final class OllamaReader implements ConversationReader {
  /// How a runner uses its machine; the engine on the other side has its own settings.
  private static final String[] RUNNER = {
    "num_ctx", "num_batch", "num_gpu", "main_gpu", "num_thread", "use_mmap"
  };

  private final Bounded bounded;
  private final boolean chat;

  /// @param chat whether it is the chat, which has messages and tools
  OllamaReader(Bounded bounded, boolean chat) {
    this.bounded = bounded;
    this.chat = chat;
  }

  @Override
  public Conversation read(Fields request) {
    request.ignore("keep_alive", "truncate", "shift");
    request.ignore("logprobs", Set.of("false"));
    request.ignore("top_logprobs", Set.of("0"));
    Transcript transcript = new Transcript();
    if (chat) {
      OllamaMessages messages = new OllamaMessages(transcript);
      request.objects("messages").forEach(messages::read);
    } else {
      generate(request, transcript);
    }
    List<Tool> tools = chat ? bounded.functions(request) : List.of();
    Sampling sampling = sampling(request);
    Conversation asked =
        new Conversation(
            transcript.system(),
            transcript.turns(),
            tools,
            new ToolChoice.Auto(),
            sampling,
            format(request),
            effort(request));
    request.end();
    return asked;
  }

  private static void generate(Fields request, Transcript transcript) {
    request.ignore("raw", Set.of("false"));
    request.ignore("suffix", Set.of(""));
    request.ignore("context", Set.of("[]"));
    request
        .text("system")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> transcript.system(request, text));
    List<Part> parts = new ArrayList<>();
    request
        .text("prompt")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> parts.add(new Part.Text(text)));
    parts.addAll(OllamaMessages.pictures(request));
    if (!parts.isEmpty()) {
      transcript.say(Role.USER, parts);
    }
  }

  private Sampling sampling(Fields request) {
    Optional<Fields> asked = request.object("options");
    if (asked.isEmpty()) {
      return Sampling.UNSAID;
    }
    Fields options = asked.get();
    options.ignore(RUNNER);
    OptionalLong predict = options.whole("num_predict");
    boolean bound = predict.isPresent() && predict.getAsLong() > 0;
    OptionalInt most =
        bound
            ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, predict.getAsLong()))
            : OptionalInt.empty();
    Sampling sampling = bounded.sampling(options, most, "stop");
    options.end();
    return sampling;
  }

  private Format format(Fields request) {
    if (!request.has("format")) {
      return new Format.Free();
    }
    if (!request.isText("format")) {
      return bounded.schema(request, "format", "answer", true);
    }
    return switch (request.required("format")) {
      case "" -> new Format.Free();
      case "json" -> new Format.Json();
      default -> throw request.invalid("format", "must be json or a JSON Schema");
    };
  }

  private static Optional<String> effort(Fields request) {
    if (request.isText("think")) {
      return request.text("think").filter(word -> !word.isEmpty());
    }
    if (!request.has("think")) {
      return Optional.empty();
    }
    return Optional.of(request.flag("think", false) ? Conversation.REASON : Conversation.SILENT);
  }
}
