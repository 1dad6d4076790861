package dev.corral.dispatcher.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Suggests what to use instead of a model that ends: of the same provider, for the same output,
/// most alike by name, newest first. A suggestion, never a decision.
final class Successors {
  private static final Set<Kind> AWS_OWN = Set.of(Kind.FOUNDATION, Kind.PROFILE);

  private final List<Listing> active;

  Successors(Snapshot snapshot, Instant now, Duration grace) {
    this.active =
        snapshot.entries().stream()
            .filter(entry -> entry instanceof Entry.Listed)
            .filter(entry -> Standing.of(entry, now, grace).state() == Standing.State.ACTIVE)
            .map(Entry::listing)
            .filter(Successors::isFoundation)
            .toList();
  }

  /// The alias of the model to use instead.
  Optional<String> of(Listing ending) {
    if (!isFoundation(ending)) {
      return Optional.empty();
    }
    return active.stream()
        .filter(one -> !one.alias().equals(ending.alias()))
        .filter(one -> one.traits().provider().equals(ending.traits().provider()))
        .filter(one -> one.traits().outputs().containsAll(ending.traits().outputs()))
        .filter(one -> alike(one, ending) > 0)
        .max(
            Comparator.<Listing>comparingInt(one -> alike(one, ending))
                .thenComparing(one -> one.life().started().orElse(Instant.EPOCH))
                .thenComparing(Listing::alias))
        .map(Listing::alias);
  }

  private static boolean isFoundation(Listing listing) {
    return AWS_OWN.contains(listing.kind())
        && listing.address().key().startsWith(Arn.FOUNDATION + "/");
  }

  private static int alike(Listing one, Listing other) {
    var shared = words(one);
    shared.retainAll(words(other));
    return shared.size();
  }

  private static Set<String> words(Listing listing) {
    return Arrays.stream(listing.alias().split("[^a-z]+"))
        .filter(word -> word.length() > 1)
        .collect(Collectors.toSet());
  }
}
