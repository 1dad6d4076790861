package dev.corral.proxy.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.limit.Claim;
import dev.corral.proxy.limit.Entry;
import dev.corral.proxy.limit.LimitStore;
import dev.corral.proxy.limit.MemoryStore;
import dev.corral.proxy.limit.SharedStore;
import dev.corral.proxy.limit.Unit;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/// Limits over a real Redis: two replicas together, an outage in the middle, a replica that dies.
class RedisStoreTest {
  private static final Duration LEASE = Duration.ofMillis(1500);
  private static final RedisStore.Times PATIENT =
      new RedisStore.Times(Duration.ofSeconds(10), LEASE);

  private static final Vertx VERTX = Vertx.vertx();
  private static final int PORT = freePort();
  private static RedisServer server = newServer();

  private final List<RedisStore> open = new ArrayList<>();

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RedisServer newServer() {
    try {
      return RedisServer.newRedisServer()
          .port(PORT)
          .setting("bind 127.0.0.1")
          .setting("save \"\"")
          .setting("appendonly no")
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void up() throws IOException {
    server.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.stop();
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void close() {
    open.forEach(RedisStore::close);
  }

  private RedisStore redis() {
    return redis(0);
  }

  private RedisStore redis(long now) {
    RedisStore store =
        new RedisStore(VERTX, "redis://127.0.0.1:" + PORT, Optional.empty(), PATIENT, now);
    open.add(store);
    return store;
  }

  private SharedStore replica() {
    return new SharedStore(
        new MemoryStore(() -> System.nanoTime() / 1_000_000), redis(), System::nanoTime);
  }

  private static Entry take(LimitStore store, String lease, Claim... claims) {
    return store.take(lease, List.of(claims)).toCompletableFuture().join();
  }

  private static boolean admitted(LimitStore store, Claim... claims) {
    return take(store, UUID.randomUUID().toString(), claims) instanceof Entry.Granted;
  }

  private static Claim claim(String subject, Unit unit, long limit, long amount) {
    return new Claim(subject, unit, limit, amount);
  }

  private static String nobody() {
    return "user:" + UUID.randomUUID();
  }

  /// How many of `count` concurrent requests all replicas together admit.
  private static long admitted(List<? extends LimitStore> replicas, int count, Claim... claims) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        LimitStore replica = replicas.get(i % replicas.size());
        all.add(CompletableFuture.supplyAsync(() -> admitted(replica, claims), threads));
      }
      return all.stream().filter(CompletableFuture::join).count();
    }
  }

  @Test
  void twoReplicasTogetherNeverAdmitMoreThanTheLimit() {
    List<SharedStore> two = List.of(replica(), replica());
    assertEquals(50, admitted(two, 300, claim(nobody(), Unit.REQUESTS, 50, 1)));
    assertEquals(14, admitted(two, 300, claim(nobody(), Unit.TOKENS, 100, 7)));
    assertEquals(20, admitted(two, 300, claim(nobody(), Unit.STREAMS, 20, 1)));
  }

  @Test
  void allClaimsOrNothing() {
    RedisStore store = redis();
    Claim tight = claim(nobody(), Unit.STREAMS, 1, 1);
    Claim wide = claim(nobody(), Unit.REQUESTS, 10, 1);
    assertTrue(admitted(store, wide, tight));
    for (int i = 0; i < 20; i++) {
      Entry.Refused refused =
          assertInstanceOf(Entry.Refused.class, take(store, "again" + i, wide, tight));
      assertEquals(tight, refused.claim());
    }
    Entry.Granted alone = assertInstanceOf(Entry.Granted.class, take(store, "alone", wide));
    assertEquals(8, alone.standings().getFirst().remaining());
  }

  @Test
  void tokensAreSettledAndStreamsGivenBack() {
    RedisStore store = redis();
    String subject = nobody();
    Claim tokens = claim(subject, Unit.TOKENS, 100, 80);
    Claim stream = claim(subject, Unit.STREAMS, 1, 1);
    Entry.Granted entry = assertInstanceOf(Entry.Granted.class, take(store, "one", tokens, stream));
    store.settle("one", List.of(tokens, stream), entry.second(), 20).toCompletableFuture().join();
    Entry.Granted next = assertInstanceOf(Entry.Granted.class, take(store, "two", tokens, stream));
    assertEquals(0, next.standings().getFirst().remaining(), "20 used, 80 set aside");
  }

  @Test
  void theScriptCountsAsTheProxyItselfDoes() {
    Random random = new Random(11);
    Claim[] subjects = {claim(nobody(), Unit.REQUESTS, 5, 1), claim(nobody(), Unit.TOKENS, 60, 1)};
    long[] now = {1_800_000_000_000L};
    MemoryStore own = new MemoryStore(() -> now[0]);
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      now[0] += random.nextInt(9_000);
      RedisStore store = redis(now[0]);
      Claim[] claims = {
        subjects[0], claim(subjects[1].subject(), Unit.TOKENS, 60, random.nextInt(70))
      };
      Entry expected = take(own, "l", claims);
      Entry actual = take(store, "l", claims);
      assertEquals(expected, actual, "step " + i);
      refused += expected instanceof Entry.Refused ? 1 : 0;
      if (expected instanceof Entry.Granted granted && random.nextBoolean()) {
        long tokens = random.nextInt(80);
        own.settle("l", List.of(claims), granted.second(), tokens);
        store.settle("l", List.of(claims), granted.second(), tokens).toCompletableFuture().join();
      }
      open.remove(store);
      store.close();
    }
    assertTrue(refused > 20 && refused < 140, refused + " refusals tell little");
  }

  @Test
  void theStreamsOfADeadReplicaAreGivenBackAndThoseOfALivingOneNot() {
    Claim stream = claim(nobody(), Unit.STREAMS, 2, 1);
    assertTrue(admitted(redis(), stream)); // and this replica dies
    SharedStore living = replica();
    assertTrue(admitted(living, stream));
    SharedStore other = replica();
    await()
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          living.renewAll();
          return admitted(other, stream);
        });
    living.renewAll();
    assertTrue(!admitted(replica(), stream), "the living one's stream counts on");
  }

  @Test
  void withoutRedisEachReplicaCountsAloneAndWithItAllTogetherAgain() throws IOException {
    Claim claim = claim(nobody(), Unit.REQUESTS, 30, 1);
    List<SharedStore> two = List.of(replica(), replica());
    assertEquals(10, admitted(two, 10, claim));
    server.stop();
    try {
      long away = admitted(two, 200, claim);
      assertEquals(30 * 2 - 10, away, "each up to the limit, what was before included");
      two.forEach(one -> assertEquals(SharedStore.State.FALLBACK, one.state()));
      assertEquals(60, admitted(two, 400, claim(nobody(), Unit.REQUESTS, 30, 1)));
    } finally {
      server = newServer();
      up();
    }
    await()
        .until(() -> {
          two.forEach(SharedStore::renewAll);
          return two.stream().allMatch(one -> one.state() == SharedStore.State.SHARED);
        });
    assertEquals(40, admitted(two, 300, claim(nobody(), Unit.REQUESTS, 40, 1)));
    assertEquals(0, admitted(two, 50, claim), "what each admitted meanwhile counts on");
  }
}
