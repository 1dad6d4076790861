package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.conversation.StopReason;
import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.dialect.PieceReader;
import dev.corral.proxy.dialect.Timing;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Answers of engines that speak OpenAI's chat completions.
final class OpenAiPieces implements PieceReader {
  private final Ids ids;
  private final Map<Integer, Integer> calls = new HashMap<>();

  /// @param ids for calls to which the engine gives no name
  OpenAiPieces(Ids ids) {
    this.ids = ids;
  }

  @Override
  public boolean frame(ObjectNode frame, Consumer<Piece> pieces) {
    if (!frame.path("choices").isArray()) {
      throw Blocks.broken(); // an error, or nothing that we know
    }
    JsonNode choice = frame.path("choices").path(0);
    if (choice.isObject()) {
      said(choice.path("delta"), pieces);
      stop(choice, pieces);
    }
    count(frame.path("usage"), pieces);
    return false;
  }

  @Override
  public void whole(ObjectNode answer, Consumer<Piece> pieces) {
    JsonNode choice = answer.path("choices").path(0);
    if (!choice.path("message").isObject()) {
      throw Blocks.broken();
    }
    said(choice.path("message"), pieces);
    stop(choice, pieces);
    count(answer.path("usage"), pieces);
  }

  /// Nobody but the engine knows when its first token was there: the answer took the whole call.
  @Override
  public Timing timing(ObjectNode answer, Timing measured) {
    long call = measured.ttftMs() + measured.generationMs();
    return new Timing(measured.queueMs(), measured.ttftMs(), call);
  }

  private void said(JsonNode said, Consumer<Piece> pieces) {
    String reasoning = said.path("reasoning_content").asText(said.path("reasoning").asText(""));
    if (!reasoning.isEmpty()) {
      pieces.accept(new Piece.Reasoning(reasoning));
    }
    for (String name : new String[] {"content", "refusal"}) {
      String text = said.path(name).asText("");
      if (!text.isEmpty()) {
        pieces.accept(new Piece.Text(text));
      }
    }
    int place = 0;
    for (JsonNode call : said.path("tool_calls")) {
      call(call, call.path("index").asInt(place), pieces);
      place++;
    }
  }

  private void call(JsonNode call, int place, Consumer<Piece> pieces) {
    JsonNode function = call.path("function");
    Integer known = calls.get(place);
    if (known == null) {
      String name = function.path("name").asText("");
      if (name.isEmpty()) {
        throw Blocks.broken(); // arguments of nothing
      }
      known = calls.size();
      calls.put(place, known);
      String id = call.path("id").asText("");
      pieces.accept(new Piece.ToolCall(known, id.isEmpty() ? ids.next("call_") : id, name));
    }
    String json = function.path("arguments").asText("");
    if (!json.isEmpty()) {
      pieces.accept(new Piece.Arguments(known, json));
    }
  }

  private void stop(JsonNode choice, Consumer<Piece> pieces) {
    String word = choice.path("finish_reason").asText("");
    if (word.isEmpty()) {
      return;
    }
    JsonNode sequence = choice.path("stop_reason"); // vLLM says which one came
    StopReason reason =
        switch (word) {
          case "stop" -> ended(sequence.isTextual());
          case "length" -> StopReason.LENGTH;
          case "tool_calls", "function_call" -> StopReason.TOOL_CALLS;
          case "content_filter" -> StopReason.FILTERED;
          default -> throw Blocks.broken(); // an abort is no end
        };
    Optional<String> came =
        reason == StopReason.STOP_SEQUENCE ? Optional.of(sequence.textValue()) : Optional.empty();
    pieces.accept(new Piece.Stopped(reason, Optional.of(word), came));
  }

  /// Engines say `stop` after a call that the request has asked for by name.
  private StopReason ended(boolean bySequence) {
    if (!calls.isEmpty()) {
      return StopReason.TOOL_CALLS;
    }
    return bySequence ? StopReason.STOP_SEQUENCE : StopReason.END;
  }

  private static void count(JsonNode usage, Consumer<Piece> pieces) {
    if (usage.isObject()) {
      pieces.accept(
          new Piece.Counted(
              new Usage(
                  count(usage.path("prompt_tokens")),
                  count(usage.path("completion_tokens")),
                  count(usage.path("prompt_tokens_details").path("cached_tokens")),
                  count(usage.path("completion_tokens_details").path("reasoning_tokens")))));
    }
  }

  static long count(JsonNode number) {
    return Math.max(0, number.asLong(0));
  }
}
