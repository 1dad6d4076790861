package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.conversation.StopReason;
import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.dialect.PieceReader;
import dev.corral.proxy.dialect.Timing;
import java.util.Optional;
import java.util.function.Consumer;

/// Answers of engines that speak Ollama's chat.
final class OllamaPieces implements PieceReader {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Ids ids;
  private int calls;

  /// @param ids for calls to which the engine gives no name
  OllamaPieces(Ids ids) {
    this.ids = ids;
  }

  @Override
  public boolean frame(ObjectNode frame, Consumer<Piece> pieces) {
    JsonNode done = frame.path("done");
    if (!done.isBoolean() && frame.has("error")) {
      throw Blocks.broken();
    }
    said(frame.path("message"), pieces);
    if (done.booleanValue()) {
      stop(frame, pieces);
      count(frame, pieces);
    }
    return done.booleanValue();
  }

  @Override
  public void whole(ObjectNode answer, Consumer<Piece> pieces) {
    if (!frame(answer, pieces)) {
      throw Blocks.broken();
    }
  }

  @Override
  public Timing timing(ObjectNode answer, Timing measured) {
    long generation = answer.path("eval_duration").asLong(0) / NANOS_PER_MILLI;
    long total = measured.ttftMs() + measured.generationMs();
    return generation <= 0 || generation > total
        ? measured
        : new Timing(measured.queueMs(), total - generation, generation);
  }

  private void said(JsonNode message, Consumer<Piece> pieces) {
    String thinking = message.path("thinking").asText("");
    if (!thinking.isEmpty()) {
      pieces.accept(new Piece.Reasoning(thinking));
    }
    String content = message.path("content").asText("");
    if (!content.isEmpty()) {
      pieces.accept(new Piece.Text(content));
    }
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      String id = call.path("id").asText("");
      if (!(function.path("arguments") instanceof ObjectNode arguments)
          || function.path("name").asText("").isEmpty()) {
        throw Blocks.broken();
      }
      String name = function.path("name").asText();
      pieces.accept(new Piece.ToolCall(calls, id.isEmpty() ? ids.next("call_") : id, name));
      pieces.accept(new Piece.Arguments(calls, arguments.toString()));
      calls++;
    }
  }

  private void stop(ObjectNode done, Consumer<Piece> pieces) {
    String word = done.path("done_reason").asText("stop"); // older ones do not say
    StopReason reason =
        switch (word) {
          case "stop" -> calls > 0 ? StopReason.TOOL_CALLS : StopReason.END;
          case "length" -> StopReason.LENGTH;
          default -> throw Blocks.broken(); // it has loaded or unloaded, and answered nothing
        };
    pieces.accept(new Piece.Stopped(reason, Optional.of(word)));
  }

  private static void count(ObjectNode done, Consumer<Piece> pieces) {
    long in = OpenAiPieces.count(done.path("prompt_eval_count"));
    long out = OpenAiPieces.count(done.path("eval_count"));
    pieces.accept(new Piece.Counted(new Usage(in, out, 0, 0)));
  }
}
