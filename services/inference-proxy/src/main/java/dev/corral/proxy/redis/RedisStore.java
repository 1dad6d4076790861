package dev.corral.proxy.redis;

import dev.corral.proxy.limit.Claim;
import dev.corral.proxy.limit.Entry;
import dev.corral.proxy.limit.LimitStore;
import dev.corral.proxy.limit.Unit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/// Counts in Redis by its clock, each request in one atomic step. Streams are leases that expire
/// unless they are renewed, so those of a dead replica are given back. All keys share one slot.
public final class RedisStore implements LimitStore, AutoCloseable {
  private static final String PREFIX = "{corral-limits}:";
  private static final int CONNECTIONS = 16;
  private static final int WAITING = 2048;
  private static final Script TAKE = new Script("take.lua");
  private static final Script CORRECT = new Script("correct.lua");
  private static final Script RENEW = new Script("renew.lua");

  /// How long things take.
  ///
  /// @param deadline longest that a call waits
  /// @param lease after which streams that are not renewed do not count
  public record Times(Duration deadline, Duration lease) {}

  private final Redis redis;
  private final Times times;
  private final long now;

  /// Connects when it is first asked.
  public RedisStore(Vertx vertx, String url, Optional<String> password, Times times) {
    this(vertx, url, password, times, 0);
  }

  /// With a clock that stands still, for a comparison; 0 is the server's clock.
  RedisStore(Vertx vertx, String url, Optional<String> password, Times times, long now) {
    NetClientOptions net =
        new NetClientOptions()
            .setConnectTimeout(Math.toIntExact(times.deadline().toMillis()))
            .setHostnameVerificationAlgorithm("HTTPS");
    RedisOptions options =
        new RedisOptions()
            .setConnectionString(url)
            .setNetClientOptions(net)
            .setMaxPoolSize(CONNECTIONS)
            .setMaxPoolWaiting(WAITING);
    password.ifPresent(options::setPassword);
    this.redis = Redis.createClient(vertx, options);
    this.times = times;
    this.now = now;
  }

  @Override
  public CompletionStage<Entry> take(String lease, List<Claim> claims) {
    List<String> arguments = new ArrayList<>();
    arguments.add(lease);
    arguments.add(Long.toString(times.lease().toMillis()));
    arguments.add(Long.toString(now));
    for (Claim claim : claims) {
      arguments.add(claim.unit().id());
      arguments.add(Long.toString(claim.limit()));
      arguments.add(Long.toString(claim.amount()));
    }
    return inTime(TAKE.run(redis, keys(claims), arguments).map(answer -> entry(answer, claims)));
  }

  private static Entry entry(List<Long> answer, List<Claim> claims) {
    if (answer.getFirst() == 0) {
      return new Entry.Refused(claims.get(Math.toIntExact(answer.get(1)) - 1), answer.get(2));
    }
    List<Entry.Standing> standings = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      standings.add(
          new Entry.Standing(claims.get(i), answer.get(2 + 2 * i), answer.get(3 + 2 * i)));
    }
    return new Entry.Granted(answer.get(1), standings);
  }

  @Override
  public CompletionStage<Void> settle(String lease, List<Claim> claims, long second, long tokens) {
    return correct(
        lease, claims, second, claim -> claim.unit() == Unit.TOKENS ? tokens - claim.amount() : 0);
  }

  @Override
  public CompletionStage<Void> undo(String lease, List<Claim> claims, long second) {
    return correct(lease, claims, second, claim -> -claim.amount());
  }

  private CompletionStage<Void> correct(
      String lease, List<Claim> claims, long second, ToLongFunction<Claim> difference) {
    List<String> arguments = new ArrayList<>(List.of(lease, Long.toString(second)));
    for (Claim claim : claims) {
      arguments.add(claim.unit().id());
      arguments.add(Long.toString(difference.applyAsLong(claim)));
    }
    return inTime(CORRECT.run(redis, keys(claims), arguments).mapEmpty());
  }

  @Override
  public CompletionStage<Void> renew(Collection<Held> running) {
    List<String> keys = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(times.lease().toMillis()));
    for (Held held : running) {
      for (Claim claim : held.claims()) {
        if (claim.unit() == Unit.STREAMS) {
          keys.add(key(claim));
          arguments.add(held.lease());
        }
      }
    }
    return inTime(RENEW.run(redis, keys, arguments).mapEmpty());
  }

  private <T> CompletionStage<T> inTime(Future<T> answer) {
    return answer.timeout(times.deadline().toMillis(), TimeUnit.MILLISECONDS).toCompletionStage();
  }

  private static List<String> keys(List<Claim> claims) {
    return claims.stream().map(RedisStore::key).toList();
  }

  private static String key(Claim claim) {
    return PREFIX + claim.unit().id() + ":" + claim.subject();
  }

  @Override
  public void close() {
    redis.close();
  }
}
