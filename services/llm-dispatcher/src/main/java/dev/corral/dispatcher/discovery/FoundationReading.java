package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.discovery.Answers.Foundation;
import dev.corral.dispatcher.discovery.Answers.Profile;
import dev.corral.dispatcher.discovery.LeftOut.Why;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads AWS's own models, each once, by the best way to call it that the rules allow.
final class FoundationReading {
  private static final Set<String> SERVED = Set.of("TEXT", "IMAGE", "EMBEDDING");
  private static final Set<String> IN_USE = Set.of("ACTIVE", "LEGACY");
  private static final String ON_DEMAND = "ON_DEMAND";

  private final Rules rules;
  private final LeftOut leftOut;
  private final Map<String, SortedSet<String>> profilesOf = new HashMap<>();

  FoundationReading(List<Profile> profiles, Rules rules, LeftOut leftOut) {
    this.rules = rules;
    this.leftOut = leftOut;
    for (Profile profile : profiles) {
      if (!profile.application() && profile.status().equals("ACTIVE")) {
        for (String arn : profile.modelArns()) {
          Arn.foundationId(arn)
              .ifPresent(
                  id -> profilesOf.computeIfAbsent(id, any -> new TreeSet<>()).add(profile.id()));
        }
      }
    }
  }

  List<Found> read(Bases models) {
    var found = new ArrayList<Found>();
    for (Foundation model : models.all()) {
      if (Collections.disjoint(model.outputs(), SERVED)) {
        continue;
      }
      read(model, found);
    }
    return found;
  }

  private void read(Foundation model, List<Found> found) {
    if (!rules.allows(model.provider())) {
      leftOut.count(Why.PROVIDER);
      return;
    }
    if (!IN_USE.contains(model.lifecycle().status())) {
      leftOut.count(Why.NOT_READY);
      return;
    }
    List<String> ways = ways(model);
    if (ways.isEmpty()) {
      leftOut.count(Why.UNREACHABLE);
      return;
    }
    address(model, ways)
        .ifPresentOrElse(
            address -> found.add(found(model, address)), () -> leftOut.count(Why.UNSOUND));
  }

  /// The profile of our geography first, our own region next, the world last.
  private List<String> ways(Foundation model) {
    var ways = new LinkedHashSet<String>();
    profile(model, rules.geography()).ifPresent(ways::add);
    if (model.reachedBy().isEmpty() || model.reachedBy().contains(ON_DEMAND)) {
      ways.add(model.id());
    }
    if (rules.allowGlobal()) {
      profile(model, "global").ifPresent(ways::add);
    }
    return List.copyOf(ways);
  }

  private Optional<String> profile(Foundation model, String geography) {
    var all = profilesOf.getOrDefault(model.id(), Collections.emptySortedSet());
    return all.stream().filter(id -> id.startsWith(geography + ".")).findFirst();
  }

  private static Optional<Listing.Address> address(Foundation model, List<String> ways) {
    return Found.address(Arn.FOUNDATION + "/" + model.id(), ways);
  }

  private static Found found(Foundation model, Listing.Address address) {
    Kind kind = address.id().equals(model.id()) ? Kind.FOUNDATION : Kind.PROFILE;
    String callName = model.id().substring(model.id().indexOf('.') + 1);
    var traits =
        new Listing.Traits(
            Found.text(model.provider()),
            Found.text(model.name()),
            Found.modalities(model.inputs()),
            Found.modalities(model.outputs()),
            model.streaming());
    return new Found(address, kind, callName, traits, Bases.life(model));
  }
}
