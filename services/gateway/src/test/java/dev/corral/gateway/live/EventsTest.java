package dev.corral.gateway.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corral.gateway.world.Follower;
import dev.corral.gateway.world.Issuer;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(World.class)
class EventsTest {
  private static final AtomicLong LAST = new AtomicLong();

  @Test
  void eachListenerHearsWhatTheyMaySeeAndNothingElse() throws Exception {
    try (Follower alice = follow("alice", "team-a");
        Follower bob = follow("bob");
        Follower admin = follow("root", "corral-admin")) {
      assertThat(alice.response().statusCode()).isEqualTo(200);
      assertThat(alice.response().headers().firstValue("content-type").orElseThrow())
          .startsWith("text/event-stream");
      String one = emit("alice");
      String two = emit("bob");
      String three = emit("bob", "team-a");
      String four = emit("carol");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(admin.ids()).containsExactly(one, two, three, four));
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(alice.ids()).containsExactly(one, three));
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(bob.ids()).containsExactly(two, three));
      assertThat(bob.lines)
          .contains("event:lifecycle")
          .anyMatch(l -> l.startsWith("data:{\"specversion\":\"1.0\",\"id\":\"" + two));
      assertThat(World.DISPATCHER.openStreams()).isEqualTo(1);
    }
  }

  @Test
  void whoComesBackGetsWhatWasMissedButOnlyTheirs() throws Exception {
    String seen = emit("alice");
    String missed = emit("alice");
    String foreign = emit("bob");
    try (Follower alice = follow("alice", seen, true)) {
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(alice.ids()).containsExactly(missed));
      String live = emit("alice");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(alice.ids()).containsExactly(missed, live));
      assertThat(alice.lines).noneMatch(l -> l.contains(foreign));
    }
  }

  @Test
  void whoWasAwayTooLongIsToldToReadAgain() throws Exception {
    for (String last : List.of("01ARZ3NDEKTSV4RRFFQ69G5FAV", "nonsense", "../../etc")) {
      try (Follower alice = follow("alice", last, true)) {
        await().atMost(Duration.ofSeconds(10)).until(() -> alice.lines.contains("event:reset"));
        assertThat(alice.ids()).isEmpty();
      }
    }
  }

  @Test
  void aQuietStreamHasHeartbeats() throws Exception {
    try (Follower alice = follow("alice")) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> alice.lines.stream().filter(l -> l.startsWith(":")).count() > 2);
      assertThat(alice.lines).allMatch(l -> l.isEmpty() || l.startsWith(":"));
    }
  }

  @Test
  void theStreamEndsWithTheToken() throws Exception {
    JwtClaims claims = World.PEOPLE.claims("alice", "corral-user");
    Issuer.expire(claims, Duration.ofSeconds(3));
    try (Follower alice = Follower.open("/api/v1/events", World.PEOPLE.sign(claims))) {
      assertThat(alice.hasEnded()).isFalse();
      await().atMost(Duration.ofSeconds(15)).until(alice::hasEnded);
      assertThat(alice.lines).doesNotContain("broken");
    }
  }

  @Test
  void aBreakBehindTheGatewayLosesNothing() throws Exception {
    try (Follower alice = follow("alice")) {
      String before = emit("alice");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(alice.ids()).contains(before));
      int streams = World.DISPATCHER.streams.get();
      World.DISPATCHER.cutStreams();
      String during = emit("alice");
      await().atMost(Duration.ofSeconds(15)).until(() -> World.DISPATCHER.streams.get() > streams);
      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(() -> assertThat(alice.ids()).containsExactly(before, during));
    }
  }

  @Test
  void anOddEventIsSkippedAndTheNextOneHeard() throws Exception {
    try (Follower alice = follow("alice")) {
      int streams = World.DISPATCHER.streams.get();
      for (String odd :
          List.of(
              "null",
              "{}",
              "{\"data\":null}",
              "{\"data\":{\"sharedWith\":[]}}",
              "{\"data\":{\"owner\":\"alice\",\"sharedWith\":[null]}}",
              "[]")) {
        World.DISPATCHER.emitRaw(nextId(), odd);
      }
      String next = emit("alice");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(alice.ids()).containsExactly(next));
      assertThat(World.DISPATCHER.streams.get()).isEqualTo(streams);
    }
  }

  @Test
  void onePersonHasOnlySoManyStreams() throws Exception {
    List<Follower> open = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        open.add(follow("greedy"));
      }
      try (Follower more = follow("greedy")) {
        assertThat(more.response().statusCode()).isEqualTo(429);
        assertThat(more.response().headers().firstValue("retry-after")).isPresent();
      }
      try (Follower other = follow("modest")) {
        assertThat(other.response().statusCode()).isEqualTo(200);
      }
    } finally {
      open.forEach(Follower::close);
    }
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> {
          try (Follower again = follow("greedy")) {
            assertThat(again.response().statusCode()).isEqualTo(200);
          }
        });
  }

  @Test
  void aStreamIsNotForKeysOrStrangers() {
    given()
        .auth()
        .oauth2("crl_aaaaaaaaaaaa_" + "A".repeat(43))
        .get("/api/v1/events")
        .then()
        .statusCode(401);
    given().get("/api/v1/events").then().statusCode(401);
  }

  private static Follower follow(String person, String... groups) throws Exception {
    List<String> all = new ArrayList<>(List.of("corral-user"));
    all.addAll(List.of(groups));
    Follower follower =
        Follower.open("/api/v1/events", World.PEOPLE.token(person, all.toArray(String[]::new)));
    await().atMost(Duration.ofSeconds(10)).until(() -> !follower.lines.isEmpty());
    return follower;
  }

  private static Follower follow(String person, String last, boolean resume) throws Exception {
    assertThat(resume).isTrue();
    return Follower.open(
        "/api/v1/events", World.PEOPLE.token(person, "corral-user"), "last-event-id", last);
  }

  private static String emit(String owner, String... sharedWith) {
    String id = nextId();
    World.DISPATCHER.emit(id, owner, sharedWith);
    return id;
  }

  private static synchronized String nextId() {
    long next = Math.max(LAST.get() + 1, Instant.now().toEpochMilli());
    LAST.set(next);
    return UlidFloor.at(Instant.ofEpochMilli(next));
  }
}
