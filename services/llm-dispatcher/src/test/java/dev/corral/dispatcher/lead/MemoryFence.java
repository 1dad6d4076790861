package dev.corral.dispatcher.lead;

final class MemoryFence implements Fence {
  long newest;
  boolean away;

  @Override
  public long newest() {
    return newest;
  }

  @Override
  public boolean claim(long generation) {
    if (away) {
      throw new IllegalStateException("the records are away");
    }
    boolean newer = generation > newest;
    newest = Math.max(newest, generation);
    return newer;
  }

  /// What the condition on a transaction says.
  boolean lets(long generation) {
    return newest <= generation;
  }
}
