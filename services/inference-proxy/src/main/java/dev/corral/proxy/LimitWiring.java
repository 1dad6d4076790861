package dev.corral.proxy;

import dev.corral.proxy.limit.LimitConfig;
import dev.corral.proxy.limit.LimitStore;
import dev.corral.proxy.limit.MemoryStore;
import dev.corral.proxy.limit.SharedStore;
import dev.corral.proxy.redis.RedisStore;
import dev.corral.proxy.tally.Clocks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Where limits are counted: here, or also in Redis, which is not even loaded otherwise.
final class LimitWiring {
  private static final int RENEWALS_PER_LEASE = 3;

  @Produces
  @Singleton
  LimitStore store(
      LimitConfig config,
      Vertx vertx,
      Clocks clocks,
      ScheduledExecutorService background,
      MeterRegistry registry) {
    MemoryStore own =
        new MemoryStore(() -> TimeUnit.NANOSECONDS.toMillis(clocks.nanos().getAsLong()));
    if (config.store() == LimitConfig.Store.MEMORY) {
      gauge(registry, "memory", () -> true);
      return own;
    }
    SharedStore shared = new SharedStore(own, redis(config.redis(), vertx), clocks.nanos());
    for (SharedStore.State state : SharedStore.State.values()) {
      gauge(registry, state.name().toLowerCase(Locale.ROOT), () -> shared.state() == state);
    }
    long pause = config.redis().lease().toMillis() / RENEWALS_PER_LEASE;
    background.scheduleWithFixedDelay(shared::renewAll, pause, pause, TimeUnit.MILLISECONDS);
    return shared;
  }

  private static RedisStore redis(LimitConfig.Redis config, Vertx vertx) {
    String url =
        config
            .url()
            .orElseThrow(() ->
                new IllegalStateException(
                    "corral.limits.store is redis, but corral.limits.redis.url is not set"));
    return new RedisStore(
        vertx, url, config.password(), new RedisStore.Times(config.deadline(), config.lease()));
  }

  private static void gauge(MeterRegistry registry, String state, BooleanSupplier now) {
    Gauge.builder("corral.limits.store", () -> now.getAsBoolean() ? 1 : 0)
        .tag("state", state)
        .register(registry);
  }
}
