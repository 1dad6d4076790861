package dev.corral.dispatcher.lead;

import java.util.Optional;

/// One lease with versions, behind an API that can be away, or lose its answer.
final class MemoryLeases implements Leases {
  enum Api {
    UP,
    DOWN,
    LOSES_ANSWERS
  }

  Api api = Api.UP;
  private Optional<Seen> stored = Optional.empty();
  private long versions;

  @Override
  public Optional<Seen> read() {
    if (api != Api.UP) {
      throw new IllegalStateException("the API is away");
    }
    return stored;
  }

  @Override
  public boolean create(Lease lease) {
    return write(stored.isEmpty(), lease);
  }

  @Override
  public boolean replace(Seen seen, Lease lease) {
    return write(stored.map(Seen::version).equals(Optional.of(seen.version())), lease);
  }

  private boolean write(boolean matches, Lease lease) {
    if (api == Api.DOWN) {
      throw new IllegalStateException("the API is away");
    }
    if (matches) {
      versions++;
      stored = Optional.of(new Seen(Long.toString(versions), lease));
    }
    if (api == Api.LOSES_ANSWERS) {
      throw new IllegalStateException("the answer is lost");
    }
    return matches;
  }

  void lose() {
    stored = Optional.empty();
  }

  long generation() {
    return stored.map(s -> s.lease().generation()).orElse(0L);
  }
}
