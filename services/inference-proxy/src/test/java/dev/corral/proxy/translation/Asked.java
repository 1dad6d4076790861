package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.PromptConfig;
import dev.corral.proxy.dialect.PromptReader;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/// Requests as the proxy reads them, and answers whose names and times do not change.
final class Asked {
  static final PromptConfig LIMITS =
      new SmallRyeConfigBuilder()
          .withMapping(PromptConfig.class)
          .build()
          .getConfigMapping(PromptConfig.class);
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T04:05:06Z"), ZoneOffset.UTC);

  private Asked() {}

  static Prompt prompt(Operation operation, String body) {
    return new PromptReader(LIMITS).read(body.getBytes(StandardCharsets.UTF_8), operation);
  }

  static Conversation conversation(Operation operation, String body) {
    return Conversations.read(prompt(operation, body), LIMITS);
  }

  /// `msg_1`, `call_2` …
  static Ids numbered() {
    AtomicInteger last = new AtomicInteger();
    return prefix -> prefix + last.incrementAndGet();
  }
}
