package dev.corral.dispatcher.appkind;

import dev.corral.dispatcher.resource.AppSpec;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// At most one instance per team, for the app types that know one organisation only. A team is each
/// group that the app is shared with; without groups it is its owner.
public final class TeamRule {
  private TeamRule() {}

  /// An app that is there already.
  public record Other(String name, AppSpec spec) {}

  /// Why the app cannot be, for a person; it does not name somebody else's app.
  public static Optional<String> conflict(AppSpec spec, List<Other> others) {
    return others.stream()
        .filter(other -> other.spec().type() == spec.type() && sameTeam(spec, other.spec()))
        .findFirst()
        .map(other ->
            "There is one "
                + spec.type().wire()
                + " already for "
                + (spec.groups().isEmpty() ? "this owner" : "one of these groups")
                + ", and a team can have only one: share that one, or terminate it first.");
  }

  private static boolean sameTeam(AppSpec one, AppSpec other) {
    return one.groups().isEmpty() && other.groups().isEmpty()
        ? one.owner().equals(other.owner())
        : !Collections.disjoint(one.groups(), other.groups());
  }
}
