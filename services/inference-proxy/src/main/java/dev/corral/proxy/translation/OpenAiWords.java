package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.AnswerWriter.Times;
import dev.corral.proxy.conversation.StopReason;
import dev.corral.proxy.conversation.Usage;

/// What OpenAI's chat and plain completions say alike.
final class OpenAiWords {
  private OpenAiWords() {}

  static String finish(StopReason reason) {
    return switch (reason) {
      case END, STOP_SEQUENCE -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
      case FILTERED -> "content_filter";
    };
  }

  static ObjectNode usage(Usage usage, Times times) {
    ObjectNode json = Frames.object();
    json.put("prompt_tokens", usage.in());
    json.put("completion_tokens", usage.out());
    json.put("total_tokens", usage.in() + usage.out());
    json.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedIn());
    json.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoningOut());
    TimesJson.addTo(json, times, usage.out());
    return json;
  }
}
