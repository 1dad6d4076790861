package dev.corral.metrics.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// However events arrive, the books say the same.
class LedgerPropertyTest {

  private static final Period ALWAYS =
      Period.covering(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

  @Property
  void orderAndDuplicationDoNotShow(
      @ForAll long logSeed, @ForAll long deliverySeed, @ForAll @IntRange(max = 60) int length) {
    var log = EventLogs.random(logSeed, length, "x");
    var inOrder = posted(log);
    var delivered = posted(EventLogs.delivered(log, deliverySeed));

    assertEquals(
        inOrder.rollups(ALWAYS, Optional.empty()), delivered.rollups(ALWAYS, Optional.empty()));
    assertEquals(Set.copyOf(inOrder.subjects()), Set.copyOf(delivered.subjects()));
  }

  @Property
  void eachFactIsRecordedExactlyOnce(@ForAll long logSeed, @ForAll long deliverySeed) {
    var log = EventLogs.random(logSeed, 30, "x");
    var ledger = new MemoryLedger();
    var recorded =
        EventLogs.delivered(log, deliverySeed).stream()
            .filter(event -> ledger.post(event) != Journal.Posting.DUPLICATE)
            .count();
    assertEquals(log.size(), recorded);
  }

  @Property
  void anyGroupingAddsUpToTheTotal(@ForAll long logSeed) {
    var log = EventLogs.random(logSeed, 50, "x");
    var rollups = posted(log).rollups(ALWAYS, Optional.empty());
    var total = Totals.of(rollups.values());
    var usages = log.stream().filter(Usage.class::isInstance).map(Usage.class::cast).toList();

    Stream.<Function<RollupKey, String>>of(
            RollupKey::model, RollupKey::principal, key -> key.hour().toString())
        .forEach(by -> assertEquals(total, Totals.of(Totals.by(by, rollups).values())));
    assertEquals(usages.size(), total.traffic().requests());
    assertEquals(
        usages.stream().mapToLong(it -> it.tokens().out()).sum(), total.traffic().tokensOut());
    assertEquals(usages.size(), total.queue().count());
  }

  @Property
  void everybodySeesEachSubjectOnceAndTheirOwn(@ForAll long logSeed) {
    var subjects = posted(EventLogs.random(logSeed, 40, "x")).subjects();
    var everyone = count(subjects, new Audience.Everyone());
    var alice = count(subjects, new Audience.Person("alice", Set.of("team-a", "team-b")));
    var expected =
        subjects.stream()
            .filter(it -> it.owner().equals("alice") || it.sharedWith().contains("team-a"))
            .count();

    assertEquals(subjects.size(), everyone);
    assertEquals(expected, alice);
    assertTrue(count(subjects, new Audience.Person("alice", Set.of())) <= alice);
  }

  private static long count(Iterable<Subject> subjects, Audience audience) {
    var all = Stream.<Subject>builder();
    subjects.forEach(all);
    var list = all.build().toList();
    return Stream.of(Subject.Kind.values())
        .flatMap(kind -> Totals.states(list, kind, audience).values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  private static MemoryLedger posted(List<Event> events) {
    var ledger = new MemoryLedger();
    events.forEach(ledger::post);
    return ledger;
  }
}
