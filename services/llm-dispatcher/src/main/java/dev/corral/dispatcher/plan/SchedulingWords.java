package dev.corral.dispatcher.plan;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Puts the scheduler's account of why a pod has no node into words that a person can act on.
final class SchedulingWords {
  private static final Map<String, String> MEANINGS =
      new TreeMap<>(
          Map.of(
              "insufficient cpu", "not enough CPU",
              "insufficient memory", "not enough memory",
              "insufficient nvidia.com/gpu", "no free GPU",
              "insufficient ephemeral-storage", "not enough disk",
              "too many pods", "no room for another pod",
              "untolerated taint", "nodes are reserved for others",
              "didn't match pod's node affinity/selector", "no node of the wanted kind",
              "unbound immediate persistentvolumeclaims", "its storage is not there yet",
              "volume node affinity conflict", "its storage is in another zone"));

  private SchedulingWords() {}

  /// The sentence, if anything in the account is recognised.
  static Optional<String> of(String account) {
    String plain = account.toLowerCase(Locale.ROOT);
    var known = new ArrayList<String>();
    MEANINGS.forEach((mark, meaning) -> {
      if (plain.contains(mark)) {
        known.add(meaning);
      }
    });
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of("No node has room yet: " + String.join(", ", known) + ".");
  }
}
