package dev.corral.dispatcher.reconcile;

import org.jspecify.annotations.Nullable;

/// A step cannot be taken now, for a reason outside the cluster; it is tried again. The message is
/// for a person, and goes into the status.
final class DelayedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String why;

  DelayedException(@Nullable String why, @Nullable Throwable cause) {
    super(why, cause);
    this.why = why == null ? "A step cannot be taken now." : why;
  }

  String why() {
    return why;
  }
}
