package dev.corral.dispatcher.kill;

import java.util.HashSet;
import java.util.Set;

/// The switch in memory, with the same conditions on writes as the table.
final class MemoryKill implements KillStore {
  KillState stored = KillState.armed();
  private final Set<OnceKey> done = new HashSet<>();

  @Override
  public KillState read() {
    return stored;
  }

  @Override
  public boolean write(KillState read, KillState next) {
    boolean unchanged =
        read.generation() == stored.generation() && read.killed() == stored.killed();
    stored = unchanged ? next : stored;
    return unchanged;
  }

  @Override
  public Once writeOnce(KillState read, KillState next, OnceKey key) {
    if (done.contains(key)) {
      return Once.DONE_BEFORE;
    }
    if (!write(read, next)) {
      return Once.CHANGED;
    }
    done.add(key);
    return Once.WRITTEN;
  }
}
