package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Ollama's lines: one JSON object per piece, the last one with `"done":true` and the numbers.
final class OllamaAnswerStream extends AnswerStream {
  private static final byte[] DONE = FrameBytes.ascii("\"done\"");
  private static final byte[] ERROR = FrameBytes.ascii("\"error\"");
  private static final byte[] CONTENT = FrameBytes.ascii("\"content\"");
  private static final byte[] RESPONSE = FrameBytes.ascii("\"response\"");
  private static final byte[] THINKING = FrameBytes.ascii("\"thinking\"");
  private static final byte[] TOOL_CALLS = FrameBytes.ascii("\"tool_calls\"");

  OllamaAnswerStream(AnswerClock clock, int bytesIn) {
    super(new NdjsonCutter(), clock, bytesIn);
  }

  @Override
  void frame(byte[] source, int from, int to) throws IOException {
    FrameBytes line = line(source, from, to);
    if (line.isEmpty()) {
      return;
    }
    byte done = done(line);
    if (line.first() != '{' || line.last() != '}' || (done == 0 && line.valueOf(ERROR) != 0)) {
      throw broken();
    }
    if (line.hasText(CONTENT)
        || line.hasText(RESPONSE)
        || line.hasText(THINKING)
        || line.valueOf(TOOL_CALLS) == '[') {
      piece();
    }
    if (done == 't') {
      last(line);
    } else {
      pass(source, from, to);
    }
  }

  private void last(FrameBytes line) throws IOException {
    JsonNode node = JsonText.MAPPER.readTree(line.copy());
    if (!(node instanceof ObjectNode done)) {
      throw broken();
    }
    counted(TokenCount.exact(OllamaUsage.in(done), OllamaUsage.out(done)));
    if (done.path("done_reason").isTextual()) {
      stopped(done.path("done_reason").textValue());
    }
    OllamaUsage.addTiming(done, timing());
    passText(OllamaVoice.line(done));
    completed();
  }

  @Override
  boolean finishes(byte[] rest) {
    FrameBytes line = line(rest, 0, rest.length);
    try {
      return line.first() == '{' && line.last() == '}' && done(line) == 't';
    } catch (IOException e) {
      return false;
    }
  }

  /// The first byte of the value of the line's own `done`, or 0. The arguments of a tool call are
  /// free text of the model and may have a member of that name, so such a line is parsed.
  private static byte done(FrameBytes line) throws IOException {
    if (line.valueOf(TOOL_CALLS) == 0) {
      return line.valueOf(DONE);
    }
    JsonNode done = JsonText.MAPPER.readTree(line.copy()).path("done");
    if (done.isMissingNode()) {
      return 0;
    }
    return (byte) (done.isBoolean() && done.booleanValue() ? 't' : 'f');
  }

  static FrameBytes line(byte[] source, int from, int to) {
    int end = to;
    while (end > from && (source[end - 1] == '\n' || source[end - 1] == '\r')) {
      end--;
    }
    return new FrameBytes(source, from, end);
  }
}
