package dev.corral.dispatcher.kill;

/// Where the switch is kept.
public interface KillStore {
  /// The switch as of the last completed write.
  KillState read();

  /// Replaces what was read; false when it has changed since.
  boolean write(KillState read, KillState next);

  /// As [#write], and once only for this key.
  Once writeOnce(KillState read, KillState next, OnceKey key);

  /// How a write that may happen once only ended.
  enum Once {
    WRITTEN,
    CHANGED,
    DONE_BEFORE
  }

  /// What must not take effect twice: this budget in this period at this threshold.
  record OnceKey(String budget, String period, String threshold) {
    String text() {
      return "budget#" + budget + "#" + period + "#" + threshold;
    }
  }
}
