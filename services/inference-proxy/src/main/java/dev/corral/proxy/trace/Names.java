package dev.corral.proxy.trace;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Set;

/// Attributes and events: OpenTelemetry's names where it has one, else our own.
final class Names {
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> ASKED = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<String> ANSWERED = AttributeKey.stringKey("gen_ai.response.model");
  static final AttributeKey<List<String>> FINISHED =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
  static final AttributeKey<Long> TOKENS_IN = AttributeKey.longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> TOKENS_OUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<Long> CACHED =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
  static final AttributeKey<Long> CACHE_WRITTEN =
      AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");
  static final AttributeKey<Long> REASONING =
      AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("corral.request.id");
  static final AttributeKey<String> USAGE_ID = AttributeKey.stringKey("corral.usage.id");
  static final AttributeKey<String> DIALECT = AttributeKey.stringKey("corral.dialect");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("corral.outcome");
  static final AttributeKey<String> SOURCE = AttributeKey.stringKey("corral.tokens.source");
  static final AttributeKey<Boolean> COLD = AttributeKey.booleanKey("corral.cold_start");
  static final AttributeKey<Long> QUEUE_MS = AttributeKey.longKey("corral.queue_ms");
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("corral.attempt");

  static final String FIRST_TOKEN = "gen_ai.first_token";
  static final String WAKE_STARTED = "corral.wake.started";
  static final String WAKE_READY = "corral.wake.ready";

  private static final Set<String> REASONS =
      Set.of(
          "stop",
          "length",
          "tool_calls",
          "function_call",
          "content_filter",
          "end_turn",
          "max_tokens",
          "model_context_window_exceeded",
          "stop_sequence",
          "tool_use",
          "guardrail_intervened",
          "content_filtered",
          "refusal",
          "load",
          "unload");

  private Names() {}

  /// An engine's word for its end as long as it is one that engines are known to use: it is the
  /// only text of theirs in a span.
  static String reason(String word) {
    return REASONS.contains(word) ? word : "_OTHER";
  }
}
