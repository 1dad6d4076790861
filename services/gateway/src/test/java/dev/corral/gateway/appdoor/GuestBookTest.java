package dev.corral.gateway.appdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/// Tickets and sessions in a real table, with a clock that can be moved.
@QuarkusTest
@QuarkusTestResource(World.class)
class GuestBookTest {
  private static final Guest ALICE = new Guest("alice", "Alice", Set.of("team"), "chat", "uid-1");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Inject DynamoDbClient dynamo;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  private GuestBook book() {
    InstantSource source = now::get;
    Clock clock = source.withZone(ZoneOffset.UTC);
    return new GuestBook(dynamo, "corral-app-sessions", clock);
  }

  @Test
  void aTicketIsGoodForItsLifeAndOnce() {
    String nonce = Secret.fresh();
    String first = book().ticket(ALICE, Secret.hash(nonce), MINUTE);
    assertThat(book().redeem(first, nonce)).contains(ALICE);
    assertThat(book().redeem(first, nonce)).isEmpty();
    String late = book().ticket(ALICE, Secret.hash(nonce), MINUTE);
    now.updateAndGet(then -> then.plus(MINUTE).plusSeconds(1));
    assertThat(book().redeem(late, nonce)).isEmpty();
    String other = book().ticket(ALICE, Secret.hash(nonce), MINUTE);
    assertThat(book().redeem(other, Secret.fresh())).isEmpty();
  }

  @Test
  void ofManyWhoComeAtOnceWithOneTicketOneIsLetIn() throws Exception {
    String nonce = Secret.fresh();
    GuestBook book = book();
    String ticket = book.ticket(ALICE, Secret.hash(nonce), MINUTE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> come = () -> book.redeem(ticket, nonce).isPresent();
      long let = 0;
      for (Future<Boolean> one :
          threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> come).toList())) {
        let += one.get() ? 1 : 0;
      }
      assertThat(let).isEqualTo(1);
    }
  }

  @Test
  void aSessionEndsByTimeAndByHand() {
    String session = book().open(ALICE, MINUTE);
    assertThat(book().find(session)).contains(ALICE);
    now.updateAndGet(then -> then.plus(MINUTE).plusSeconds(1));
    assertThat(book().find(session)).isEmpty();
    String closed = book().open(ALICE, MINUTE);
    book().close(closed);
    assertThat(book().find(closed)).isEmpty();
  }

  @Test
  void theTableHoldsNothingThatLetsOneIn() {
    String nonce = Secret.fresh();
    String ticket = book().ticket(ALICE, Secret.hash(nonce), MINUTE);
    String session = book().open(ALICE, MINUTE);
    ScanResponse all = dynamo.scan(b -> b.tableName("corral-app-sessions"));
    assertThat(all.items().toString())
        .contains("alice")
        .doesNotContain(ticket)
        .doesNotContain(session)
        .doesNotContain(nonce);
  }
}
