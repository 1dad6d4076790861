package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.discovery.LeftOut.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The decision of discovery: what is known after a round, from what was known before it. Pure, and
/// the same for every order in which AWS lists things.
public final class NextSnapshot {
  private static final Comparator<Found> ANY_FIXED_ORDER = Comparator.comparing(Found::toString);
  private static final Comparator<Entry> BY_ALIAS =
      Comparator.comparing(entry -> entry.listing().alias());

  private final Round round;
  private final Map<String, Entry> before = new TreeMap<>();
  private final Map<String, Found> now = new TreeMap<>();
  private final Instant at;
  private final Rules rules;

  private NextSnapshot(Round round, Snapshot previous, Instant at, Rules rules) {
    this.round = round;
    this.at = at;
    this.rules = rules;
    previous.entries().forEach(entry -> before.put(entry.listing().address().key(), entry));
    for (Found found : round.found()) {
      now.merge(found.address().key(), found, (a, b) -> ANY_FIXED_ORDER.compare(a, b) <= 0 ? a : b);
    }
  }

  /// What is known at `at`, when AWS has answered like this.
  public static Snapshot after(Answers answers, Snapshot previous, Instant at, Rules rules) {
    return new NextSnapshot(Round.read(answers, rules), previous, at, rules).decide();
  }

  private Snapshot decide() {
    var listed = new ArrayList<Entry>(listed());
    var vanished = new ArrayList<Entry.Vanished>();
    for (Entry entry : before.values()) {
      if (!now.containsKey(entry.listing().address().key())) {
        switch (missing(entry)) {
          case Entry.Listed still -> listed.add(still);
          case Entry.Vanished gone -> vanished.add(gone);
        }
      }
    }
    vanished.removeIf(this::forgotten);
    vanished.sort(Comparator.comparing(Entry.Vanished::since).reversed().thenComparing(BY_ALIAS));
    var entries = new ArrayList<Entry>(first(listed));
    entries.addAll(first(vanished));
    entries.sort(BY_ALIAS);
    var notes = new ArrayList<String>(round.notes());
    notes.addAll(round.leftOut().notes());
    return new Snapshot(entries, round.unsure(), notes);
  }

  private List<Entry> listed() {
    var chosen = new HashSet<String>();
    now.values().stream()
        .sorted(Comparator.comparing(this::rank).thenComparing(found -> found.address().key()))
        .limit(rules.most())
        .forEach(found -> chosen.add(found.address().key()));
    round.leftOut().count(Why.TOO_MANY, now.size() - chosen.size());
    var aliases = new Aliases(before.values());
    return now.values().stream()
        .filter(found -> chosen.contains(found.address().key()))
        .map(found -> (Entry) new Entry.Listed(listing(found, aliases)))
        .toList();
  }

  /// Who is known comes before who is new, and a model with a future before one without.
  private int rank(Found found) {
    int known = before.containsKey(found.address().key()) ? 0 : 2;
    return known + (found.life().legacy() ? 1 : 0);
  }

  private Listing listing(Found found, Aliases aliases) {
    Entry known = before.get(found.address().key());
    return new Listing(
        aliases.of(found),
        found.address(),
        found.kind(),
        found.traits(),
        found.life(),
        known == null ? at : known.listing().firstSeen());
  }

  /// A model that was not told: still there when its list was not whole, else a tombstone.
  private Entry missing(Entry entry) {
    boolean unsure = round.unsure().contains(entry.listing().kind());
    return switch (entry) {
      case Entry.Listed listed when unsure -> listed;
      case Entry.Listed listed -> new Entry.Vanished(listed.listing(), at);
      case Entry.Vanished vanished -> vanished;
    };
  }

  private boolean forgotten(Entry.Vanished vanished) {
    return vanished.since().plus(rules.grace()).plus(rules.keepGone()).isBefore(at);
  }

  private <T> List<T> first(List<T> entries) {
    return entries.subList(0, Math.min(entries.size(), rules.most()));
  }
}
