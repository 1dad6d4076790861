package dev.corral.dispatcher.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.dispatcher.discovery.Answers.Part;
import dev.corral.dispatcher.discovery.Rounds.Start;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Who may ask when, and what is kept when nothing is heard.
class RoundsTest {
  private static Answers europe = silence();

  private final TurnedClock clock = new TurnedClock();
  private final MemoryStore store = new MemoryStore();
  private final Queue<Answers> answers = new ArrayDeque<>();
  private final List<String> outcomes = new ArrayList<>();
  private final List<Snapshot> published = new ArrayList<>();
  private final Rounds rounds = rounds();

  @BeforeAll
  static void ask() {
    try (var wire = BedrockWire.of(Path.of("src/test/bedrock/europe"))) {
      europe = wire.ask(Duration.ofSeconds(30));
    }
  }

  @Test
  void whatIsHeardIsKeptAndPublished() {
    answers.add(europe);
    assertThat(rounds.start(Runnable::run)).isEqualTo(Start.STARTED);
    assertThat(store.read().good()).isTrue();
    assertThat(published).containsExactly(store.read().snapshot());
    assertThat(outcomes).containsExactly("kept");
    assertThat(discovery().look("bedrock://eu.amazon.nova-lite-v1:0"))
        .isInstanceOf(KnownBedrock.Verdict.Known.class);
  }

  @Test
  void silenceKeepsTheLastGoodAndItsAgeIsSaid() {
    answers.add(europe);
    answers.add(silence());
    rounds.start(Runnable::run);
    clock.advance(Duration.ofHours(7));
    rounds.start(Runnable::run);
    assertThat(discovery().report())
        .isInstanceOfSatisfying(
            Discovery.Report.On.class,
            report -> {
              assertThat(report.models()).isNotEmpty();
              assertThat(report.stale()).isTrue();
              assertThat(report.error()).contains("no answer in time");
              assertThat(report.age()).contains(Duration.ofHours(7));
            });
    assertThat(outcomes).containsExactly("kept", "failed");
  }

  @Test
  void whatWasReadIsToldWhileTheStoreIsAway() {
    answers.add(europe);
    rounds.start(Runnable::run);
    var discovery = discovery();
    assertThat(discovery.look("bedrock://eu.amazon.nova-lite-v1:0"))
        .isInstanceOf(KnownBedrock.Verdict.Known.class);
    store.away = true;
    clock.advance(Duration.ofMinutes(1));
    assertThat(discovery.look("bedrock://eu.amazon.nova-lite-v1:0"))
        .isInstanceOf(KnownBedrock.Verdict.Known.class);
    assertThatThrownBy(() -> discovery().report()).isInstanceOf(SdkClientException.class);
  }

  @Test
  void oneRoundAtATimeAndOneAMinute() {
    answers.add(europe);
    answers.add(europe);
    var held = new ArrayList<Runnable>();
    assertThat(rounds.start(held::add)).isEqualTo(Start.STARTED);
    assertThat(rounds.start(Runnable::run)).isEqualTo(Start.RUNNING);
    held.getFirst().run();
    clock.advance(Duration.ofSeconds(59));
    assertThat(rounds.start(Runnable::run)).isEqualTo(Start.RECENT);
    clock.advance(Duration.ofSeconds(1));
    assertThat(rounds.start(Runnable::run)).isEqualTo(Start.STARTED);
    assertThat(answers).isEmpty();
  }

  @Test
  void ofTwoReplicasOneBeginsAndTheLaterRoundWins() {
    answers.add(europe);
    answers.add(europe);
    var slow = new ArrayList<Runnable>();
    assertThat(rounds.start(slow::add)).isEqualTo(Start.STARTED);
    assertThat(rounds().start(Runnable::run)).isEqualTo(Start.RECENT);
    clock.advance(Duration.ofMinutes(2));
    Instant later = clock.instant();
    assertThat(rounds().start(Runnable::run)).isEqualTo(Start.STARTED);
    slow.getFirst().run();
    assertThat(store.read().refreshedAt()).contains(later);
    assertThat(outcomes).containsExactly("kept", "superseded");
  }

  @Test
  void aRoundThatBreaksFreesTheNext() {
    assertThat(rounds.start(Runnable::run)).isEqualTo(Start.STARTED);
    assertThat(outcomes).containsExactly("failed");
    clock.advance(Duration.ofMinutes(2));
    answers.add(europe);
    assertThat(rounds.start(Runnable::run)).isEqualTo(Start.STARTED);
    assertThat(store.read().good()).isTrue();
  }

  @Test
  void onlyTheLeaderAsksAndAFailureIsTriedAgainSooner() {
    var leads = new AtomicBoolean();
    var times = new DiscoverySchedule.Times(Duration.ofHours(6), Duration.ofMinutes(10));
    var schedule = new DiscoverySchedule(rounds, store::read, leads::get, times, clock);
    schedule.look();
    assertThat(outcomes).isEmpty();
    leads.set(true);
    answers.add(silence());
    schedule.look();
    clock.advance(Duration.ofMinutes(8));
    schedule.look();
    assertThat(outcomes).containsExactly("failed");
    answers.add(europe);
    clock.advance(Duration.ofMinutes(4));
    schedule.look();
    assertThat(outcomes).containsExactly("failed", "kept");
    clock.advance(Duration.ofHours(5));
    schedule.look();
    assertThat(outcomes).hasSize(2);
    answers.add(europe);
    clock.advance(Duration.ofHours(2));
    schedule.look();
    assertThat(outcomes).hasSize(3);
    schedule.stop();
  }

  @Test
  void beforeTheFirstRoundAndWhenItIsOffNothingIsRefused() {
    var verdict = discovery().look("bedrock://anything");
    assertThat(verdict).isInstanceOf(KnownBedrock.Verdict.Unasked.class);
    var off = new Discovery(new Discovery.Setup.Off("No region."), clock);
    assertThat(off.look("bedrock://anything"))
        .isEqualTo(new KnownBedrock.Verdict.Unasked("No region."));
    assertThat(off.refresh()).isEmpty();
    assertThat(off.routes()).isEmpty();
  }

  @Test
  void thePublishedListFitsIntoOneParameter() {
    answers.add(europe);
    rounds.start(Runnable::run);
    assertThat(AliasParameter.text(published.getFirst()))
        .startsWith("{\"models\":[\"claude-haiku-4-5-20251001-v1-0\",")
        .endsWith("],\"more\":0}");
    assertThat(discovery().routes()).hasSizeGreaterThan(5);
  }

  private Rounds rounds() {
    var listener = new Rounds.Listener(published::add, outcomes::add);
    return new Rounds(answers::remove, store, RULES, clock, listener);
  }

  private Discovery discovery() {
    return new Discovery(new Discovery.Setup.On(RULES, Duration.ofHours(6), store, rounds), clock);
  }

  private static Answers silence() {
    return new Answers(quiet(), quiet(), quiet(), quiet(), quiet(), quiet());
  }

  private static <T> Part<T> quiet() {
    return new Part.Unheard<>("no answer in time");
  }

  private static final Rules RULES =
      new Rules(
          "eu-central-1",
          "eu",
          false,
          Set.of("Amazon", "Anthropic"),
          300,
          Duration.ofDays(7),
          Duration.ofDays(180));

  private static final class MemoryStore implements SnapshotStore {
    private Stored stored = Stored.NOTHING;
    private boolean away;

    @Override
    public Stored read() {
      if (away) {
        throw SdkClientException.create("away");
      }
      return stored;
    }

    @Override
    public boolean begin(Stored seen, Instant at) {
      if (!seen.triedAt().equals(stored.triedAt())) {
        return false;
      }
      stored =
          new Stored(stored.snapshot(), stored.refreshedAt(), Optional.of(at), Optional.empty());
      return true;
    }

    @Override
    public boolean keep(Instant round, Snapshot snapshot) {
      if (!stored.triedAt().equals(Optional.of(round))) {
        return false;
      }
      stored = new Stored(snapshot, Optional.of(round), Optional.of(round), Optional.empty());
      return true;
    }

    @Override
    public void failed(Instant round, String why) {
      stored =
          new Stored(stored.snapshot(), stored.refreshedAt(), stored.triedAt(), Optional.of(why));
    }
  }

  private static final class TurnedClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
