package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The usage object of OpenAI's dialect, with our times added.
final class OpenAiUsage {
  private OpenAiUsage() {}

  static long in(ObjectNode usage) {
    return Math.max(0, usage.path("prompt_tokens").asLong(0));
  }

  static long out(ObjectNode usage) {
    return Math.max(0, usage.path("completion_tokens").asLong(0));
  }

  /// What the engine counted, with the parts that it tells of.
  static TokenCount count(ObjectNode usage) {
    return TokenCount.exact(
        in(usage),
        out(usage),
        new TokenCount.Parts(
            usage.path("prompt_tokens_details").path("cached_tokens").asLong(0),
            0,
            usage.path("completion_tokens_details").path("reasoning_tokens").asLong(0)));
  }

  static void addTiming(ObjectNode usage, Timing timing) {
    usage.put("ttft_ms", timing.ttftMs());
    usage.put("generation_ms", timing.generationMs());
    usage.put("tokens_per_second", timing.tokensPerSecond(out(usage)));
  }
}
