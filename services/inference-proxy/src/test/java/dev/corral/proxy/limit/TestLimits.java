package dev.corral.proxy.limit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Limits as a configuration would give them.
record TestLimits(long requests, long tokens, long streams, Map<String, GroupLimits> group)
    implements LimitConfig {

  @Override
  public long requestsPerMinute() {
    return requests;
  }

  @Override
  public long tokensPerMinute() {
    return tokens;
  }

  @Override
  public long concurrentStreams() {
    return streams;
  }

  @Override
  public Store store() {
    return Store.MEMORY;
  }

  @Override
  public Redis redis() {
    return new NoRedis();
  }

  record OfGroup(long requests, long tokens, long streams) implements GroupLimits {
    @Override
    public long requestsPerMinute() {
      return requests;
    }

    @Override
    public long tokensPerMinute() {
      return tokens;
    }

    @Override
    public long concurrentStreams() {
      return streams;
    }
  }

  private record NoRedis() implements Redis {
    @Override
    public Optional<String> url() {
      return Optional.empty();
    }

    @Override
    public Optional<String> password() {
      return Optional.empty();
    }

    @Override
    public Duration deadline() {
      return Duration.ZERO;
    }

    @Override
    public Duration lease() {
      return Duration.ZERO;
    }
  }
}
