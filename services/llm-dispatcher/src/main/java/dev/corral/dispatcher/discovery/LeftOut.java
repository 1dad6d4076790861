package dev.corral.dispatcher.discovery;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts what a round leaves out, and says why.
final class LeftOut {
  private final Map<Why, Integer> counts = new EnumMap<>(Why.class);

  /// Why a model is not kept, as the end of a sentence.
  enum Why {
    PROVIDER("of a provider that corral.discovery.providers does not name"),
    UNREACHABLE("reachable only through another geography, a global profile or bought throughput"),
    RESIDENCY("an inference profile of the account that leads out of the geography"),
    NOT_READY("not ready for use"),
    UNKNOWN_BASE("made from a model that Bedrock does not name"),
    UNSOUND("named in a way that is not acceptable here"),
    TOO_MANY("beyond corral.discovery.max-models");

    private final String words;

    Why(String words) {
      this.words = words;
    }
  }

  void count(Why why) {
    count(why, 1);
  }

  void count(Why why, int models) {
    if (models > 0) {
      counts.merge(why, models, Integer::sum);
    }
  }

  List<String> notes() {
    return counts.entrySet().stream()
        .map(e -> models(e.getValue()) + " left out: " + e.getKey().words + ".")
        .toList();
  }

  private static String models(int count) {
    return count == 1 ? "1 model was" : count + " models were";
  }
}
