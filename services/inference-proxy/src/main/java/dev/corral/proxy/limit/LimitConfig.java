package dev.corral.proxy.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What each principal may use, beside what the gateway says of a key; 0 is no limit.
@ConfigMapping(prefix = "corral.limits")
public interface LimitConfig {
  /// Most requests that one principal may begin within a minute.
  @WithDefault("0")
  long requestsPerMinute();

  /// Most tokens of the requests that one principal begins within a minute.
  @WithDefault("0")
  long tokensPerMinute();

  /// Most requests of one principal in progress, streams and whole answers together.
  @WithDefault("256")
  long concurrentStreams();

  /// The same for all members of a group together.
  Map<String, GroupLimits> group();

  /// Where is counted.
  @WithDefault("memory")
  Store store();

  /// The shared store, when it is Redis.
  Redis redis();

  /// Where is counted.
  enum Store {
    /// In each replica of the proxy alone.
    MEMORY,
    /// In Redis, for all replicas together.
    REDIS
  }

  /// Of one group; 0 is no limit.
  interface GroupLimits {
    /// Most requests within a minute.
    @WithDefault("0")
    long requestsPerMinute();

    /// Most tokens within a minute.
    @WithDefault("0")
    long tokensPerMinute();

    /// Most requests in progress.
    @WithDefault("0")
    long concurrentStreams();
  }

  /// How Redis is reached.
  interface Redis {
    /// `redis://` or `rediss://` with host, port and database.
    Optional<String> url();

    /// The password, if it needs one.
    Optional<String> password();

    /// Longest that a request waits for it.
    @WithDefault("200ms")
    Duration deadline();

    /// After this long the streams of a dead replica do not count any more.
    @WithDefault("30s")
    Duration lease();
  }
}
