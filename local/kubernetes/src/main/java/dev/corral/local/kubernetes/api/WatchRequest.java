package dev.corral.local.kubernetes.api;

import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import java.time.Duration;

/// From where and how a client wants to watch.
///
/// @param after revision to continue after; 0 for the present state first
record WatchRequest(Selection selection, Presentation presentation, long after, Manner manner) {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /// How the events are wanted.
  ///
  /// @param initialEvents whether to begin with all objects and a bookmark behind them
  /// @param lifetime after which the server ends the watch
  record Manner(boolean initialEvents, boolean bookmarks, Duration lifetime) {}

  static WatchRequest of(Selection selection, Presentation presentation, Call call) {
    long after = Lists.revision(call.parameter("resourceVersion"));
    long seconds = Lists.revision(call.parameter("timeoutSeconds"));
    if (after < 0) {
      throw RequestFailed.because(Reason.BAD_REQUEST, "resourceVersion is not valid");
    }
    boolean bounded = seconds > 0 && seconds < LONGEST.toSeconds();
    Manner manner =
        new Manner(
            call.flag("sendInitialEvents"),
            call.flag("allowWatchBookmarks"),
            bounded ? Duration.ofSeconds(seconds) : LONGEST);
    return new WatchRequest(selection, presentation, after, manner);
  }

  boolean startsWithPresent() {
    return after == 0 || manner.initialEvents();
  }
}
