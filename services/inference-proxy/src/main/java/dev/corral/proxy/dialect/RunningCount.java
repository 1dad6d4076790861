package dev.corral.proxy.dialect;

import java.util.HashMap;
import java.util.Map;

/// The count that vLLM gives with every piece of a stream: of that piece's choice alone, with the
/// prompt in each.
final class RunningCount {
  /// More than anybody may ask for; what an engine sends beyond it is not kept.
  private static final int MOST_CHOICES = 256;

  private final Map<Integer, TokenCount> choices = new HashMap<>();

  /// Takes the latest count of a choice and says what all choices have together: the prompt once,
  /// of several prompts the longest.
  TokenCount with(int choice, TokenCount count) {
    if (choices.size() < MOST_CHOICES || choices.containsKey(choice)) {
      choices.put(choice, count);
    }
    long in = 0;
    long out = 0;
    long cached = 0;
    long reasoning = 0;
    for (TokenCount each : choices.values()) {
      in = Math.max(in, each.in());
      out += each.out();
      cached = Math.max(cached, each.parts().cached());
      reasoning += each.parts().reasoning();
    }
    return TokenCount.exact(in, out, new TokenCount.Parts(cached, 0, reasoning));
  }
}
