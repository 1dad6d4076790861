package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The numbers in Ollama's last object; what is missing there is zero (it omits zeros).
final class OllamaUsage {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private OllamaUsage() {}

  static long in(ObjectNode done) {
    return Math.max(0, done.path("prompt_eval_count").asLong(0));
  }

  static long out(ObjectNode done) {
    return Math.max(0, done.path("eval_count").asLong(0));
  }

  /// A whole answer comes at once: only the engine knows when its first token was there.
  static Timing engineTiming(ObjectNode done, Timing measured) {
    long generation = done.path("eval_duration").asLong(0) / NANOS_PER_MILLI;
    long total = measured.ttftMs() + measured.generationMs();
    return generation <= 0 || generation > total
        ? measured
        : new Timing(measured.queueMs(), total - generation, generation);
  }

  static void addTiming(ObjectNode done, Timing timing) {
    ObjectNode ours = done.putObject("corral");
    ours.put("queue_ms", timing.queueMs());
    ours.put("ttft_ms", timing.ttftMs());
    ours.put("generation_ms", timing.generationMs());
    ours.put("tokens_per_second", timing.tokensPerSecond(out(done)));
  }
}
