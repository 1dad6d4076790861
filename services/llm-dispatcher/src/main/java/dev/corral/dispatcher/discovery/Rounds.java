package dev.corral.dispatcher.discovery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;

/// Asks Bedrock and keeps what it says: one round at a time in the whole installation, and at most
/// one a minute.
public final class Rounds {
  static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Logger LOG = Logger.getLogger(Rounds.class);

  private final Catalogue catalogue;
  private final SnapshotStore store;
  private final Rules rules;
  private final Clock clock;
  private final Listener listener;
  private final AtomicBoolean busy = new AtomicBoolean();

  /// What became of a wish for a round.
  @Schema(name = "DiscoveryStart")
  public enum Start {
    /// It has begun.
    @JsonProperty("started")
    STARTED,
    /// One is under way, here or at another replica.
    @JsonProperty("running")
    RUNNING,
    /// There was one less than a minute ago.
    @JsonProperty("recent")
    RECENT
  }

  /// Hears of each round's end.
  record Listener(Consumer<Snapshot> kept, Consumer<String> outcome) {}

  Rounds(Catalogue catalogue, SnapshotStore store, Rules rules, Clock clock, Listener listener) {
    this.catalogue = catalogue;
    this.store = store;
    this.rules = rules;
    this.clock = clock;
    this.listener = listener;
  }

  /// Begins a round, unless there is or was just one; the executor carries it to its end.
  Start start(Executor executor) {
    if (!busy.compareAndSet(false, true)) {
      return Start.RUNNING;
    }
    boolean handedOver = false;
    try {
      Stored before = store.read();
      Instant at = clock.instant();
      if (before.triedAt().filter(tried -> tried.plus(PAUSE).isAfter(at)).isPresent()) {
        return Start.RECENT;
      }
      if (!store.begin(before, at)) {
        return Start.RUNNING;
      }
      executor.execute(() -> run(before.snapshot(), at));
      handedOver = true;
      return Start.STARTED;
    } finally {
      if (!handedOver) {
        busy.set(false);
      }
    }
  }

  private void run(Snapshot before, Instant at) {
    try {
      Answers answers = catalogue.ask();
      Optional<String> silence = silence(answers);
      if (silence.isPresent()) {
        store.failed(at, silence.get());
        listener.outcome().accept("failed");
        LOG.warnf("discovery of Bedrock failed: %s", silence.get());
      } else {
        keep(NextSnapshot.after(answers, before, at, rules), at);
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "a round of discovery failed");
      listener.outcome().accept("failed");
      store.failed(at, "what was heard could not be kept");
    } finally {
      busy.set(false);
    }
  }

  private void keep(Snapshot snapshot, Instant at) {
    if (store.keep(at, snapshot)) {
      listener.kept().accept(snapshot);
      listener.outcome().accept("kept");
      LOG.infof("discovery of Bedrock: %d models remembered", snapshot.entries().size());
    } else {
      listener.outcome().accept("superseded");
    }
  }

  /// Why nothing at all was heard.
  private static Optional<String> silence(Answers answers) {
    var parts =
        Stream.of(
            answers.foundation(),
            answers.profiles(),
            answers.custom(),
            answers.deployments(),
            answers.provisioned(),
            answers.imported());
    boolean nothing = parts.allMatch(part -> part instanceof Answers.Part.Unheard<?>);
    return nothing && answers.foundation() instanceof Answers.Part.Unheard<?> unheard
        ? Optional.of(unheard.why())
        : Optional.empty();
  }
}
