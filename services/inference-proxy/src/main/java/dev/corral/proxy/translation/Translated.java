package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.AnswerWriter;
import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.dialect.AnswerClock;
import dev.corral.proxy.dialect.AnswerStream;
import dev.corral.proxy.dialect.JsonText;
import dev.corral.proxy.dialect.Passage;
import dev.corral.proxy.dialect.PieceReader;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.Timing;
import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.dialect.TranslatedAnswerStream;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.dialect.Wire;
import java.io.IOException;
import java.util.Optional;

/// One request and its one answer on a road between two dialects. The engine's request is ready
/// before anything waits: what cannot be translated wakes no model, and no tree waits in memory.
final class Translated implements Passage {
  private final Wire wire;
  private final byte[] request;
  private final PieceReader reader;
  private final AnswerWriter writer;

  Translated(Wire wire, byte[] request, PieceReader reader, AnswerWriter writer) {
    this.wire = wire;
    this.request = request;
    this.reader = reader;
    this.writer = writer;
  }

  @Override
  public String path() {
    return wire == Wire.OLLAMA ? OllamaRequest.PATH : OpenAiRequest.PATH;
  }

  @Override
  public byte[] request(Prompt prompt, Bounds bounds) {
    return request;
  }

  @Override
  public AnswerStream answers(Prompt prompt, AnswerClock clock) {
    return new TranslatedAnswerStream(wire, reader, writer, clock, prompt.body().length());
  }

  @Override
  public Voice.Whole whole(Prompt prompt, byte[] answer, Timing timing) {
    try {
      JsonNode node = JsonText.EXACT.readTree(answer);
      if (!(node instanceof ObjectNode whole)) {
        throw Blocks.broken();
      }
      Counter counter = new Counter();
      reader.whole(
          whole,
          piece -> {
            counter.count(piece);
            writer.take(piece);
          });
      Timing truer = reader.timing(whole, timing);
      AnswerWriter.Times times =
          new AnswerWriter.Times(truer.queueMs(), truer.ttftMs(), truer.generationMs());
      return new Voice.Whole(writer.whole(times), counter.tokens(prompt), truer, counter.reason);
    } catch (IOException e) {
      throw Blocks.broken();
    }
  }

  /// The engine's count, or an estimate from the length where it gives none.
  private static final class Counter {
    private Optional<Usage> usage = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private long characters;

    void count(Piece piece) {
      switch (piece) {
        case Piece.Text text -> characters += text.text().length();
        case Piece.Reasoning reasoning -> characters += reasoning.text().length();
        case Piece.Arguments arguments -> characters += arguments.json().length();
        case Piece.Counted counted -> usage = Optional.of(counted.usage());
        case Piece.Signature s -> {}
        case Piece.ToolCall c -> {}
        case Piece.Stopped end -> reason = end.raw();
      }
    }

    TokenCount tokens(Prompt prompt) {
      return usage
          .map(TokenCount::exact)
          .orElseGet(() -> TokenCount.estimated(prompt.body().length(), (characters + 3) / 4));
    }
  }
}
