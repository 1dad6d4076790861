package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.discovery.Answers.Foundation;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The foundation models of a round by id: what the other kinds are made from.
final class Bases {
  private static final Comparator<Foundation> ANY_FIXED_ORDER =
      Comparator.comparing(Foundation::toString);

  private final Map<String, Foundation> byId = new TreeMap<>();
  private final Rules rules;

  Bases(List<Foundation> models, Rules rules) {
    this.rules = rules;
    for (Foundation model : models) {
      byId.merge(model.id(), model, (a, b) -> ANY_FIXED_ORDER.compare(a, b) <= 0 ? a : b);
    }
  }

  /// Each model once, by id, in the order of the ids.
  Collection<Foundation> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /// Whether models made from this one are kept.
  boolean allows(String id) {
    Foundation base = byId.get(id);
    return base == null ? rules.allowsIdOf(id) : rules.allows(base.provider());
  }

  /// What a model made from this one can do, under its own name.
  Listing.Traits traits(String id, String name) {
    Foundation base = byId.get(id);
    if (base == null) {
      String provider = id.contains(".") ? id.substring(0, id.indexOf('.')) : id;
      return new Listing.Traits(
          Found.text(provider), Found.text(name), List.of(), List.of(), false);
    }
    return new Listing.Traits(
        Found.text(base.provider()),
        Found.text(name),
        Found.modalities(base.inputs()),
        Found.modalities(base.outputs()),
        base.streaming());
  }

  /// The dates of the model itself, which end what is made from it too.
  Listing.Life life(String id) {
    return Optional.ofNullable(byId.get(id)).map(Bases::life).orElse(Listing.Life.OPEN);
  }

  static Listing.Life life(Foundation model) {
    var cycle = model.lifecycle();
    return new Listing.Life(
        cycle.status().equals("LEGACY"), cycle.started(), cycle.legacyFrom(), cycle.ends());
  }
}
