package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// OpenAI's server-sent events: `data: {…}` per piece, usage in a chunk of its own, `data: [DONE]`.
final class OpenAiAnswerStream extends AnswerStream {
  private static final byte[] DATA = FrameBytes.ascii("data:");
  static final byte[] DONE = FrameBytes.ascii("[DONE]");
  private static final byte[] ERROR = FrameBytes.ascii("\"error\"");
  private static final byte[] CHOICES = FrameBytes.ascii("\"choices\"");
  private static final byte[] USAGE = FrameBytes.ascii("\"usage\"");
  private static final byte[] CONTENT = FrameBytes.ascii("\"content\"");
  private static final byte[] TEXT = FrameBytes.ascii("\"text\"");
  private static final byte[] REASONING = FrameBytes.ascii("\"reasoning\"");
  private static final byte[] REASONING_CONTENT = FrameBytes.ascii("\"reasoning_content\"");
  private static final byte[] TOOL_CALLS = FrameBytes.ascii("\"tool_calls\"");

  private static final byte[] FINISH_REASON = FrameBytes.ascii("\"finish_reason\"");

  private final boolean usageAsked;
  private final boolean counting;
  private final boolean wantsStop;
  private final RunningCount running = new RunningCount();

  /// @param counting whether every piece carries a count that the caller has not asked for
  OpenAiAnswerStream(AnswerClock clock, int bytesIn, boolean usageAsked, boolean counting) {
    super(new SseCutter(), clock, bytesIn);
    this.usageAsked = usageAsked;
    this.counting = counting;
    this.wantsStop = clock.wantsStop();
  }

  @Override
  void frame(byte[] source, int from, int to) throws IOException {
    FrameBytes data = dataOf(source, from, to);
    if (data.isEmpty()) {
      pass(source, from, to);
      return;
    }
    if (data.contentEquals(DONE)) {
      pass(source, from, to);
      completed();
      return;
    }
    if (data.first() != '{') {
      throw broken();
    }
    chunk(data, source, from, to);
  }

  private void chunk(FrameBytes data, byte[] source, int from, int to) throws IOException {
    if (data.valueOf(CHOICES) == 0 && data.valueOf(ERROR) != 0) {
      throw broken();
    }
    if (data.hasText(CONTENT)
        || data.hasText(TEXT)
        || data.hasText(REASONING)
        || data.hasText(REASONING_CONTENT)
        || data.valueOf(TOOL_CALLS) == '[') {
      piece();
    }
    if (data.valueOf(USAGE) == '{') {
      usage(source, from, to);
      return;
    }
    if (wantsStop && data.valueOf(FINISH_REASON) == '"') {
      stopped(data.text(FINISH_REASON));
    }
    pass(source, from, to);
  }

  private void usage(byte[] source, int from, int to) throws IOException {
    JsonNode node = JsonText.EXACT.readTree(dataOf(source, from, to).copy());
    if (!(node instanceof ObjectNode chunk) || !(chunk.get("usage") instanceof ObjectNode usage)) {
      throw broken();
    }
    if (wantsStop && chunk.path("choices").path(0).path("finish_reason").isTextual()) {
      stopped(chunk.path("choices").path(0).path("finish_reason").textValue());
    }
    if (counting && !chunk.path("choices").isEmpty()) {
      int choice = chunk.path("choices").path(0).path("index").asInt();
      counted(running.with(choice, OpenAiUsage.count(usage)));
      chunk.remove("usage");
      passText(OpenAiVoice.event(chunk));
      return;
    }
    counted(OpenAiUsage.count(usage));
    OpenAiUsage.addTiming(usage, timing());
    if (usageAsked) {
      passText(OpenAiVoice.event(chunk));
    } else if (!chunk.path("choices").isEmpty()) {
      pass(source, from, to);
    }
  }

  @Override
  boolean finishes(byte[] rest) {
    try {
      return dataOf(rest, 0, rest.length).contentEquals(DONE);
    } catch (dev.corral.proxy.problem.ProblemException notAnEvent) {
      return false;
    }
  }

  /// The data of an event; empty for a comment. Engines of this dialect send one data line per
  /// event, anything else is not an answer.
  static FrameBytes dataOf(byte[] source, int from, int to) {
    FrameBytes data = new FrameBytes(source, from, from);
    int line = from;
    while (line < to) {
      int end = line;
      while (end < to && source[end] != '\n' && source[end] != '\r') {
        end++;
      }
      FrameBytes text = new FrameBytes(source, line, end);
      if (text.startsWith(DATA)) {
        int value = line + DATA.length;
        data = new FrameBytes(source, value < end && source[value] == ' ' ? value + 1 : value, end);
      } else if (!text.isEmpty() && !text.isEventField()) {
        throw broken();
      }
      line = end + 1;
    }
    return data;
  }
}
