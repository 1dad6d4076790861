package dev.corral.proxy.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.corral.proxy.peer.PeerStatusException;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How long the gateway's word counts, and what happens while it is away.
class CachedKeysTest {
  private static final Credential.Key KEY =
      new Credential.Key("abcdefghij12", "crl_abcdefghij12_" + "A".repeat(43));

  private Instant now = Instant.parse("2026-11-20T20:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final List<String> asked = new ArrayList<>();
  private CompletionStage<KeyVerdict> answer = CompletableFuture.completedFuture(active(null));
  private final CachedKeys keys = new CachedKeys(this::ask, new KeyTimes(), clock);

  private CompletionStage<KeyVerdict> ask(String id, String hash) {
    asked.add(id + " " + hash);
    return answer;
  }

  private static KeyVerdict active(@Nullable Instant expiresAt) {
    return new KeyVerdict(
        true,
        "abcdefghij12",
        "alice",
        Set.of("corral-user"),
        Set.of("*"),
        Set.of("openai"),
        expiresAt,
        null,
        null);
  }

  private static KeyVerdict inactive() {
    return new KeyVerdict(false, null, null, null, null, null, null, null, null);
  }

  private Principal verify() {
    return keys.verify(KEY).toCompletableFuture().join();
  }

  private Problem refused() {
    return ProblemException.of(assertThrows(CompletionException.class, this::verify));
  }

  private void later(Duration duration) {
    now = now.plus(duration);
  }

  @Test
  void aValidKeyIsAskedOnceAMinuteByItsHash() {
    assertEquals("alice", verify().id());
    later(Duration.ofSeconds(59));
    verify();
    assertEquals(1, asked.size());
    later(Duration.ofSeconds(1));
    verify();
    assertEquals(
        List.of("abcdefghij12 " + KeyProof.of(KEY).sha256()), List.copyOf(Set.copyOf(asked)));
    assertEquals(2, asked.size());
  }

  @Test
  void aRevokedKeyStopsWithinAMinute() {
    verify();
    answer = CompletableFuture.completedFuture(inactive());
    later(Duration.ofSeconds(60));
    assertInstanceOf(Problem.Unauthorized.class, refused());
    answer = CompletableFuture.failedFuture(new IOException("away"));
    later(Duration.ofSeconds(6));
    assertInstanceOf(Problem.IdentityUnavailable.class, refused());
  }

  @Test
  void anUnknownKeyIsAskedAgainSoon() {
    answer = CompletableFuture.completedFuture(inactive());
    assertInstanceOf(Problem.Unauthorized.class, refused());
    assertInstanceOf(Problem.Unauthorized.class, refused());
    assertEquals(1, asked.size());
    later(Duration.ofSeconds(5));
    refused();
    assertEquals(2, asked.size());
  }

  @Test
  void whileTheGatewayIsAwayAKnownKeyWorksForABoundedTime() {
    verify();
    answer = CompletableFuture.failedFuture(new IOException("away"));
    later(Duration.ofMinutes(14));
    assertEquals("alice", verify().id());
    later(Duration.ofMinutes(1));
    assertInstanceOf(Problem.IdentityUnavailable.class, refused());
  }

  @Test
  void expiryCountsEvenWhenRemembered() {
    answer = CompletableFuture.completedFuture(active(now.plusSeconds(10)));
    verify();
    later(Duration.ofSeconds(10));
    assertInstanceOf(Problem.Unauthorized.class, refused());
  }

  @Test
  void manyRequestsAskOnce() {
    CompletableFuture<KeyVerdict> slow = new CompletableFuture<>();
    answer = slow;
    List<CompletionStage<Principal>> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiting.add(keys.verify(KEY));
    }
    slow.complete(active(null));
    waiting.forEach(stage -> assertEquals("alice", stage.toCompletableFuture().join().id()));
    assertEquals(1, asked.size());
  }

  private static Credential.Key other(int number) {
    return new Credential.Key("abcdefghij12", KEY.whole().substring(0, 50) + number);
  }

  @Test
  void theAgeOfAnAnswerCountsFromTheQuestion() {
    CompletableFuture<KeyVerdict> slow = new CompletableFuture<>();
    answer = slow;
    CompletionStage<Principal> first = keys.verify(KEY);
    later(Duration.ofSeconds(5));
    slow.complete(active(null));
    assertEquals("alice", first.toCompletableFuture().join().id());
    answer = CompletableFuture.completedFuture(inactive());
    later(Duration.ofSeconds(55));
    assertInstanceOf(Problem.Unauthorized.class, refused());
  }

  @Test
  void onlyAGatewayThatIsAwayIsForgiven() {
    verify();
    later(Duration.ofMinutes(2));
    for (Exception away :
        List.of(new PeerStatusException(503), new TimeoutException(), new IOException())) {
      answer = CompletableFuture.failedFuture(new CompletionException(away));
      assertEquals("alice", verify().id());
    }
    for (Exception refusal :
        List.of(
            new PeerStatusException(500),
            new PeerStatusException(401),
            new NullPointerException())) {
      answer = CompletableFuture.failedFuture(new CompletionException(refusal));
      assertInstanceOf(Problem.IdentityUnavailable.class, refused());
    }
  }

  @Test
  void guessesDoNotPushGoodKeysOut() {
    verify();
    answer = CompletableFuture.completedFuture(inactive());
    for (int i = 0; i < 10; i++) {
      CompletionStage<Principal> guess = keys.verify(other(i));
      assertThrows(CompletionException.class, () -> guess.toCompletableFuture().join());
    }
    assertEquals("alice", verify().id());
    assertEquals(11, asked.size());
  }

  @Test
  void questionsAtOnceAreBounded() {
    answer = new CompletableFuture<>();
    for (int i = 0; i < 300; i++) {
      keys.verify(other(i));
    }
    assertEquals(256, asked.size());
    assertInstanceOf(Problem.IdentityUnavailable.class, refused());
  }

  @Test
  void anAuthorityThatThrowsIsAskedAgain() {
    CachedKeys throwing =
        new CachedKeys(
            (id, hash) -> {
              asked.add(id);
              throw new IllegalStateException("no");
            },
            new KeyTimes(),
            clock);
    for (int i = 0; i < 2; i++) {
      CompletionStage<Principal> answer = throwing.verify(KEY);
      assertInstanceOf(
          Problem.IdentityUnavailable.class,
          ProblemException.of(
              assertThrows(CompletionException.class, () -> answer.toCompletableFuture().join())));
    }
    assertEquals(2, asked.size());
  }

  @Test
  void keysThatShareAStartNeverShareAVerdict() {
    Credential.Key other = new Credential.Key("abcdefghij12", KEY.whole().substring(0, 59) + "B");
    verify();
    answer = CompletableFuture.completedFuture(inactive());
    assertThrows(CompletionException.class, () -> keys.verify(other).toCompletableFuture().join());
    assertNotEquals(asked.get(0), asked.get(1));
  }
}
