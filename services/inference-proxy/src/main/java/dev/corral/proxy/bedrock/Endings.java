package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.conversation.StopReason;
import dev.corral.proxy.conversation.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/// Why an answer ended, and what it used.
final class Endings {
  private Endings() {}

  /// A reason that nobody knew when this was written is an end like any other.
  static Piece.Stopped stopped(@Nullable String raw) {
    StopReason reason =
        switch (raw == null ? "" : raw) {
          case "max_tokens", "model_context_window_exceeded" -> StopReason.LENGTH;
          case "tool_use" -> StopReason.TOOL_CALLS;
          case "stop_sequence" -> StopReason.STOP_SEQUENCE;
          case "guardrail_intervened", "content_filtered" -> StopReason.FILTERED;
          default -> StopReason.END;
        };
    return new Piece.Stopped(reason, Optional.ofNullable(raw));
  }

  /// Bedrock counts what it reads from and writes to its cache beside the input, not in it.
  static Piece.Counted counted(TokenUsage usage) {
    long cached = number(usage.cacheReadInputTokens());
    long written = number(usage.cacheWriteInputTokens());
    long in = number(usage.inputTokens()) + cached + written;
    return new Piece.Counted(new Usage(in, number(usage.outputTokens()), cached, 0, written));
  }

  private static long number(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
