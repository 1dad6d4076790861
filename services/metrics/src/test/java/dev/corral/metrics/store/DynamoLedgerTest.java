package dev.corral.metrics.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.corral.metrics.Surroundings;
import dev.corral.metrics.ledger.Books;
import dev.corral.metrics.ledger.Event;
import dev.corral.metrics.ledger.EventLogs;
import dev.corral.metrics.ledger.Journal;
import dev.corral.metrics.ledger.MemoryLedger;
import dev.corral.metrics.ledger.Period;
import dev.corral.metrics.ledger.Rollup;
import dev.corral.metrics.ledger.RollupKey;
import dev.corral.metrics.ledger.Subject;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The books in DynamoDB say what the books in memory say, with many writers at once.
@QuarkusTest
@WithTestResource(Surroundings.class)
class DynamoLedgerTest {

  private static final Period ALWAYS =
      Period.covering(Instant.parse("2026-11-19T00:00:00Z"), Instant.parse("2026-11-25T00:00:00Z"));
  private static final Duration LONGEST_POST = Duration.ofSeconds(20);

  @Inject Journal journal;
  @Inject Books books;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void saysWhatTheMemorySays(long seed) throws Exception {
    var prefix = "seed" + seed;
    var log = EventLogs.random(seed, 60, prefix);
    var memory = new MemoryLedger();
    log.forEach(memory::post);

    var recorded = postAtOnce(EventLogs.delivered(log, seed));

    assertEquals(log.size(), recorded);
    assertEquals(
        memory.rollups(ALWAYS, Optional.empty()),
        mine(books.rollups(ALWAYS, Optional.empty()), prefix));
    assertEquals(Set.copyOf(memory.subjects()), mine(books.subjects(), prefix));
    var alice = Optional.of(prefix + "alice");
    assertEquals(memory.rollups(ALWAYS, alice), books.rollups(ALWAYS, alice));
  }

  @Test
  void aPeriodEndsBeforeItsEnd() {
    var log = EventLogs.random(9, 80, "period");
    var memory = new MemoryLedger();
    log.forEach(memory::post);
    log.forEach(this::postPatiently);
    var period =
        Period.covering(
            Instant.parse("2026-11-20T13:10:00Z"), Instant.parse("2026-11-22T01:00:00Z"));

    assertEquals(
        memory.rollups(period, Optional.empty()),
        mine(books.rollups(period, Optional.empty()), "period"));
  }

  private long postAtOnce(List<Event> events) throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var postings =
          threads.invokeAll(
              events.stream()
                  .<java.util.concurrent.Callable<Journal.Posting>>map(
                      event -> () -> postPatiently(event))
                  .toList());
      var recorded = 0L;
      for (Future<Journal.Posting> posting : postings) {
        recorded += posting.get() == Journal.Posting.DUPLICATE ? 0 : 1;
      }
      return recorded;
    }
  }

  private Journal.Posting postPatiently(Event event) {
    return await()
        .atMost(LONGEST_POST)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(7))
        .ignoreException(Journal.Unavailable.class)
        .until(() -> journal.post(event), posting -> true);
  }

  private static Map<RollupKey, Rollup> mine(Map<RollupKey, Rollup> rollups, String prefix) {
    return rollups.entrySet().stream()
        .filter(it -> it.getKey().principal().startsWith(prefix))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Set<Subject> mine(Collection<Subject> subjects, String prefix) {
    return subjects.stream().filter(it -> it.uid().startsWith(prefix)).collect(Collectors.toSet());
  }
}
