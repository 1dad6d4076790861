package dev.corral.local.engine.generation;

import java.util.List;

/// Finds the caller's stop sequences in a stream of text, holding back what may be the start of
/// one.
final class StopSequences {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean found;

  StopSequences(List<String> stops) {
    this.stops = stops;
  }

  /// The text that may be shown now.
  String accept(String text) {
    held.append(text);
    var at = firstStop();
    if (at >= 0) {
      found = true;
      held.setLength(at);
      return flush();
    }
    var safe = held.length() - longestStart();
    var shown = held.substring(0, safe);
    held.delete(0, safe);
    return shown;
  }

  /// True once a stop sequence was complete; nothing after it may be shown.
  boolean found() {
    return found;
  }

  /// What is still held back, when no more text comes.
  String flush() {
    var rest = held.toString();
    held.setLength(0);
    return rest;
  }

  private int firstStop() {
    return stops.stream().mapToInt(held::indexOf).filter(at -> at >= 0).min().orElse(-1);
  }

  private int longestStart() {
    var longest = 0;
    for (var stop : stops) {
      for (var length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
        if (stop.startsWith(held.substring(held.length() - length))) {
          longest = length;
        }
      }
    }
    return longest;
  }
}
