package dev.corral.dispatcher.discovery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How it stands with a model at a moment.
///
/// @param since when it came to stand so, as far as known
/// @param warning what its users should know
public record Standing(State state, Instant since, Optional<String> warning) {
  static final Duration SOON = Duration.ofDays(90);

  /// What a person sees.
  @Schema(name = "BedrockState")
  public enum State {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("legacy")
    LEGACY,
    @JsonProperty("gone")
    GONE
  }

  /// @param grace how long a model that vanished still counts
  static Standing of(Entry entry, Instant now, Duration grace) {
    var life = entry.listing().life();
    Optional<Instant> ended = life.ends().filter(ends -> !ends.isAfter(now));
    return switch (entry) {
      case Entry.Listed listed when ended.isPresent() -> ended(ended.get());
      case Entry.Listed listed -> alive(listed.listing(), now, Optional.empty());
      case Entry.Vanished vanished when ended.isPresent() -> ended(ended.get());
      case Entry.Vanished vanished -> vanished(vanished, now, grace);
    };
  }

  private static Standing vanished(Entry.Vanished entry, Instant now, Duration grace) {
    Instant until = entry.since().plus(grace);
    String missing = "Not offered any more since " + day(entry.since());
    return until.isAfter(now)
        ? alive(entry.listing(), now, Optional.of(missing + "; gone from " + day(until) + " on."))
        : new Standing(State.GONE, until, Optional.of(missing + "."));
  }

  private static Standing ended(Instant end) {
    return new Standing(
        State.GONE, end, Optional.of("Reached its end of life on " + day(end) + "."));
  }

  private static Standing alive(Listing listing, Instant now, Optional<String> missing) {
    var life = listing.life();
    Optional<Instant> legacyFrom = life.legacyFrom().filter(from -> !from.isAfter(now));
    boolean legacy = life.legacy() || legacyFrom.isPresent();
    Optional<String> warning =
        missing.or(() -> legacy ? Optional.of(legacyWords(life)) : endingSoon(life, now));
    return legacy
        ? new Standing(State.LEGACY, legacyFrom.orElse(listing.firstSeen()), warning)
        : new Standing(State.ACTIVE, listing.firstSeen(), warning);
  }

  private static String legacyWords(Listing.Life life) {
    String end = life.ends().map(at -> " Its end of life is " + day(at) + ".").orElse("");
    return "Legacy: closed to new customers, and to others after days without use." + end;
  }

  private static Optional<String> endingSoon(Listing.Life life, Instant now) {
    return life.ends()
        .filter(end -> !end.isAfter(now.plus(SOON)))
        .map(end -> "Its end of life is " + day(end) + ".");
  }

  private static String day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
