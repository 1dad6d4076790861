package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.AnswerWriter.Times;
import dev.corral.proxy.dialect.Timing;

/// Our own times inside an answer.
final class TimesJson {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private TimesJson() {}

  /// Beside the counts of a usage object.
  static void addTo(ObjectNode usage, Times times, long tokensOut) {
    usage.put("ttft_ms", times.ttftMs());
    usage.put("generation_ms", times.generationMs());
    usage.put("tokens_per_second", speed(times, tokensOut));
  }

  /// The `corral` object and the durations, in nanoseconds, of Ollama's last line.
  ///
  /// @param whole whether the answer came at once: then both times are the length of the call
  static void addToLastLine(
      ObjectNode line, Times times, boolean whole, long tokensIn, long tokensOut) {
    long call =
        whole
            ? Math.max(times.ttftMs(), times.generationMs())
            : times.ttftMs() + times.generationMs();
    long total = times.queueMs() + call;
    line.put("total_duration", total * NANOS_PER_MILLI);
    line.put("load_duration", times.queueMs() * NANOS_PER_MILLI);
    line.put("prompt_eval_count", tokensIn);
    line.put("prompt_eval_duration", times.ttftMs() * NANOS_PER_MILLI);
    line.put("eval_count", tokensOut);
    line.put("eval_duration", times.generationMs() * NANOS_PER_MILLI);
    ObjectNode ours = line.putObject("corral").put("queue_ms", times.queueMs());
    addTo(ours, times, tokensOut);
  }

  private static double speed(Times times, long tokens) {
    return new Timing(times.queueMs(), times.ttftMs(), times.generationMs())
        .tokensPerSecond(tokens);
  }
}
