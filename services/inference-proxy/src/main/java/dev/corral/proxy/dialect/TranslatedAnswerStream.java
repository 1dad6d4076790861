package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.AnswerWriter;
import dev.corral.proxy.conversation.Piece;
import java.io.IOException;

/// A streamed answer of an engine that speaks another dialect than the caller. It is complete only
/// when the engine's own end mark has come, like a relayed one.
public final class TranslatedAnswerStream extends AnswerStream {
  private final Wire wire;
  private final PieceReader reader;
  private final AnswerWriter writer;
  private boolean grown;
  private boolean stopped;

  /// @param wire whose frames come
  /// @param bytesIn length of the prompt
  public TranslatedAnswerStream(
      Wire wire, PieceReader reader, AnswerWriter writer, AnswerClock clock, int bytesIn) {
    super(wire == Wire.OLLAMA ? new NdjsonCutter() : new SseCutter(), clock, bytesIn);
    this.wire = wire;
    this.reader = reader;
    this.writer = writer;
  }

  @Override
  void frame(byte[] source, int from, int to) throws IOException {
    FrameBytes json = json(source, from, to);
    if (json.isEmpty()) {
      return; // a comment or an empty line means nothing in another dialect
    }
    boolean last = json.contentEquals(OpenAiAnswerStream.DONE) && wire != Wire.OLLAMA;
    if (!last) {
      last = read(json);
    }
    if (last) {
      over();
    }
  }

  private boolean read(FrameBytes json) throws IOException {
    JsonNode node = JsonText.EXACT.readTree(json.copy());
    if (!(node instanceof ObjectNode frame)) {
      throw broken();
    }
    grown = false;
    boolean last = reader.frame(frame, this::next);
    if (grown) {
      piece();
    }
    return last;
  }

  private void next(Piece piece) {
    switch (piece) {
      case Piece.Counted counted -> counted(TokenCount.exact(counted.usage()));
      case Piece.Stopped end -> {
        stopped = true;
        end.raw().ifPresent(this::stopped);
      }
      default -> grown = true;
    }
    passText(writer.write(piece));
  }

  private void over() {
    if (!stopped) {
      throw broken(); // it does not say why it ended
    }
    Timing timing = timing();
    passText(
        writer.end(
            new AnswerWriter.Times(timing.queueMs(), timing.ttftMs(), timing.generationMs())));
    completed();
  }

  private FrameBytes json(byte[] source, int from, int to) {
    return wire == Wire.OLLAMA
        ? OllamaAnswerStream.line(source, from, to)
        : OpenAiAnswerStream.dataOf(source, from, to);
  }

  @Override
  void lineEnd() {
    // the frames are our own and whole
  }

  @Override
  boolean finishes(byte[] rest) {
    try {
      FrameBytes json = json(rest, 0, rest.length);
      if (wire != Wire.OLLAMA) {
        return json.contentEquals(OpenAiAnswerStream.DONE);
      }
      return JsonText.EXACT.readTree(json.copy()).path("done").asBoolean(false);
    } catch (IOException | dev.corral.proxy.problem.ProblemException notTheEnd) {
      return false;
    }
  }
}
