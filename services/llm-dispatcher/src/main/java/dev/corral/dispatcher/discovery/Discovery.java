package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.litellm.Route;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.exception.SdkException;

/// What discovery knows, for everybody who asks; the same at every replica.
public final class Discovery implements KnownBedrock {
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private final Setup setup;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Stored last = Stored.NOTHING;
  private Instant readAgain = Instant.MIN;

  /// Whether Bedrock is asked at all.
  public sealed interface Setup {
    /// @param why as a sentence
    record Off(String why) implements Setup {}

    /// @param every between rounds
    record On(Rules rules, Duration every, SnapshotStore store, Rounds rounds) implements Setup {}
  }

  /// Everything there is to say.
  public sealed interface Report {
    record Off(String why) implements Report {}

    record On(
        String region,
        Optional<Instant> refreshedAt,
        Optional<Duration> age,
        boolean stale,
        Optional<String> error,
        List<Model> models,
        List<String> notes)
        implements Report {}
  }

  /// A model and how it stands.
  public record Model(Listing listing, Standing standing, Optional<String> successor) {}

  Discovery(Setup setup, Clock clock) {
    this.setup = setup;
    this.clock = clock;
  }

  /// All that is known now.
  public Report report() {
    return switch (setup) {
      case Setup.Off off -> new Report.Off(off.why());
      case Setup.On on -> report(on, stored(on));
    };
  }

  /// Begins a round if there was none just now; empty when discovery is off.
  public Optional<Rounds.Start> refresh() {
    return switch (setup) {
      case Setup.Off off -> Optional.empty();
      case Setup.On on -> Optional.of(on.rounds().start(threads));
    };
  }

  @Override
  public Verdict look(String source) {
    return switch (setup) {
      case Setup.Off off -> new Verdict.Unasked(off.why());
      case Setup.On on -> look(source, on, stored(on));
    };
  }

  /// The routes by which a LiteLLM app could ask Bedrock by itself.
  public List<Route> routes() {
    return switch (setup) {
      case Setup.Off off -> List.of();
      case Setup.On on -> routes(on.rules(), stored(on).snapshot());
    };
  }

  private List<Route> routes(Rules rules, Snapshot snapshot) {
    return BedrockRoutes.of(snapshot, rules.region(), clock.instant(), rules.grace());
  }

  private Verdict look(String source, Setup.On on, Stored stored) {
    if (stored.refreshedAt().isEmpty()) {
      return new Verdict.Unasked("Bedrock has not been asked yet.");
    }
    Rules rules = on.rules();
    return new SnapshotLookup(stored.snapshot(), rules.region(), clock.instant(), rules.grace())
        .look(source);
  }

  private Report report(Setup.On on, Stored stored) {
    Instant now = clock.instant();
    var successors = new Successors(stored.snapshot(), now, on.rules().grace());
    var models =
        stored.snapshot().entries().stream()
            .map(entry -> model(entry, Standing.of(entry, now, on.rules().grace()), successors))
            .toList();
    Optional<Duration> age = stored.refreshedAt().map(at -> Duration.between(at, now));
    boolean old = age.filter(a -> a.compareTo(on.every().multipliedBy(2)) > 0).isPresent();
    return new Report.On(
        on.rules().region(),
        stored.refreshedAt(),
        age,
        old || stored.error().isPresent(),
        stored.error(),
        models,
        stored.snapshot().notes());
  }

  private static Model model(Entry entry, Standing standing, Successors successors) {
    boolean ends = standing.state() != Standing.State.ACTIVE || entry instanceof Entry.Vanished;
    return new Model(
        entry.listing(), standing, ends ? successors.of(entry.listing()) : Optional.empty());
  }

  /// What is stored, as of a few seconds ago; when the store does not answer, as of the last time.
  private synchronized Stored stored(Setup.On on) {
    Instant now = clock.instant();
    if (!now.isBefore(readAgain)) {
      try {
        last = on.store().read();
      } catch (SdkException e) {
        if (readAgain.equals(Instant.MIN)) {
          throw e;
        }
      }
      readAgain = now.plus(REMEMBERED);
    }
    return last;
  }
}
