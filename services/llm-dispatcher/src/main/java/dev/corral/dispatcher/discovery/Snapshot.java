package dev.corral.dispatcher.discovery;

import java.util.List;
import java.util.Set;

/// Everything discovery knows after a round.
///
/// @param entries in the order of their aliases
/// @param unheard kinds that AWS did not tell about in that round; theirs are from an earlier one
/// @param notes what a person should know about the round: what was left out, and why
public record Snapshot(List<Entry> entries, Set<Kind> unheard, List<String> notes) {
  /// Before the first round.
  public static final Snapshot NOTHING = new Snapshot(List.of(), Set.of(), List.of());

  public Snapshot {
    entries = List.copyOf(entries);
    unheard = Set.copyOf(unheard);
    notes = List.copyOf(notes);
  }
}
