package dev.corral.proxy.translation;

import dev.corral.proxy.dialect.Prompt;
import java.time.Instant;
import java.time.InstantSource;

/// What stands above an answer: whose it is, and when it was made.
record Heading(Prompt prompt, InstantSource clock, Ids ids) {

  /// The model as the caller called it.
  String model() {
    return prompt.model();
  }

  Instant now() {
    return clock.instant();
  }
}
