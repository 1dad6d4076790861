package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.discovery.KnownBedrock.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks a source up in a snapshot.
record SnapshotLookup(Snapshot snapshot, String region, Instant now, Duration grace) {
  Verdict look(String source) {
    String id =
        source.startsWith(Listing.SCHEME) ? source.substring(Listing.SCHEME.length()) : source;
    return snapshot.entries().stream()
        .filter(entry -> entry.listing().address().ids().contains(id))
        .findFirst()
        .map(this::verdict)
        .orElseGet(() -> missing(id));
  }

  private Verdict verdict(Entry entry) {
    String alias = entry.listing().alias();
    Standing standing = Standing.of(entry, now, grace);
    String warning = standing.warning().orElse("");
    var successor = new Successors(snapshot, now, grace).of(entry.listing());
    return switch (standing.state()) {
      case ACTIVE -> new Verdict.Known(alias, standing.warning());
      case LEGACY -> new Verdict.Legacy(alias, warning, successor);
      case GONE -> new Verdict.Gone("Bedrock model " + alias + " is gone. " + warning, successor);
    };
  }

  private Verdict missing(String id) {
    if (snapshot.unheard().stream().anyMatch(kinds(id)::contains)) {
      return new Verdict.Unasked("Bedrock did not list all models of this kind");
    }
    String instead =
        otherWay(id).map(way -> " Use " + Listing.SCHEME + way + " instead.").orElse("");
    return new Verdict.Unknown(
        "Bedrock in "
            + region
            + " does not offer this model to us, as far as discovery knows."
            + instead
            + " If it is new there, an admin can look again: POST /api/v1/discovery/refresh.");
  }

  /// The way we know to a model that was named by its bare id, or by another geography's profile.
  private Optional<String> otherWay(String id) {
    String bare = id.substring(id.indexOf('.') + 1);
    var keys = List.of(Arn.FOUNDATION + "/" + id, Arn.FOUNDATION + "/" + bare);
    return snapshot.entries().stream()
        .filter(entry -> entry instanceof Entry.Listed)
        .map(entry -> entry.listing().address())
        .filter(address -> keys.contains(address.key()))
        .map(Listing.Address::id)
        .findFirst();
  }

  private static Set<Kind> kinds(String id) {
    return Arn.parse(id)
        .map(arn ->
            switch (arn.type()) {
              case "custom-model-deployment" -> EnumSet.of(Kind.CUSTOM);
              case "provisioned-model" -> EnumSet.of(Kind.PROVISIONED);
              case "imported-model" -> EnumSet.of(Kind.IMPORTED);
              default -> EnumSet.of(Kind.PROFILE);
            })
        .orElseGet(() -> EnumSet.of(Kind.FOUNDATION, Kind.PROFILE));
  }
}
