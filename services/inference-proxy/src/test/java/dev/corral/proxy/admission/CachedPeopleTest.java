package dev.corral.proxy.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.admission.Allowance.Limits;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Who waits for the gateway's word about a person, and how long it counts.
class CachedPeopleTest {
  private static final Principal ALICE =
      new Principal("alice", Set.of("corral-user"), Optional.empty(), Principal.Scope.EVERYTHING);
  private static final Allowance ONE = new Allowance(new Limits(1, 0, 0), List.of());
  private static final Allowance TWO = new Allowance(new Limits(2, 0, 0), List.of());

  private Instant now = Instant.parse("2026-11-20T20:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private int asked;
  private CompletableFuture<Allowance> answer = CompletableFuture.completedFuture(ONE);
  private final CachedPeople people = new CachedPeople(this::ask, new KeyTimes(), clock);

  private CompletionStage<Allowance> ask(String person, Set<String> groups) {
    asked++;
    return answer;
  }

  private CompletableFuture<Principal> allowed() {
    return people.allowed(ALICE).toCompletableFuture();
  }

  private void hears(Allowance expected) {
    assertTrue(allowed().isDone(), "nobody waits");
    assertEquals(expected, allowed().join().allowance());
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  @Test
  void whatIsKnownIsGivenAtOnceAndAskedAnewOnce() {
    hears(ONE);
    assertEquals(1, asked);
    answer = new CompletableFuture<>();
    later(Duration.ofSeconds(60));
    hears(ONE);
    hears(ONE);
    assertEquals(2, asked);
    answer.complete(TWO);
    hears(TWO);
    assertEquals(2, asked);
  }

  @Test
  void aGatewayThatHangsCostsNoRequestOfSomebodyKnown() {
    hears(ONE);
    for (int minute = 1; minute < 15; minute++) {
      answer = new CompletableFuture<>();
      later(Duration.ofMinutes(1));
      hears(ONE);
      answer.completeExceptionally(new IOException("away"));
      hears(ONE);
      assertEquals(1 + minute, asked, "it is left alone for a while");
    }
    answer = CompletableFuture.failedFuture(new IOException("away"));
    later(Duration.ofMinutes(1));
    hears(Allowance.UNLIMITED);
  }

  @Test
  void aStrangerWaitsOnceThenTheGatewayIsAskedBehindTheirRequests() {
    answer = new CompletableFuture<>();
    assertFalse(allowed().isDone());
    assertFalse(allowed().isDone());
    assertEquals(1, asked);
    answer.completeExceptionally(new IOException("away"));
    hears(Allowance.UNLIMITED);
    answer = new CompletableFuture<>();
    later(Duration.ofSeconds(6));
    hears(Allowance.UNLIMITED);
    assertEquals(2, asked);
    answer.complete(ONE);
    hears(ONE);
  }

  @Test
  void anOldWordIsNotGivenAtOnce() {
    hears(ONE);
    answer = new CompletableFuture<>();
    later(Duration.ofMinutes(15));
    assertFalse(allowed().isDone());
    answer.complete(TWO);
    hears(TWO);
  }
}
