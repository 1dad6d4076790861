package dev.corral.dispatcher.reconcile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// Measures whether the informers know what the API server has. A watch can fall silent in ways
/// that nobody reports, so silence proves nothing: a page of names and versions is compared with
/// the cache, and what differs is looked at once more after a moment in which an event would have
/// arrived. Each check takes the next page of each kind.
final class Watchdog {
  private static final Logger LOG = Logger.getLogger(Watchdog.class);

  private final WatchBoard board;
  private final Pages pages;
  private final Pause settle;
  private final LongSupplier nanos;
  private final Map<String, String> cursors = new HashMap<>();
  private final Map<String, Long> behindSince = new HashMap<>();
  private int strikes;

  /// Reads a page.
  @FunctionalInterface
  interface Pages {
    MetadataPages.Page read(Watched<?> watched, String from);
  }

  /// Waits for events under way.
  @FunctionalInterface
  interface Pause {
    void take() throws InterruptedException;
  }

  /// What a check found.
  enum Finding {
    FRESH,
    BEHIND,
    UNKNOWN
  }

  Watchdog(WatchBoard board, Pages pages, Pause settle, LongSupplier nanos) {
    this.board = board;
    this.pages = pages;
    this.settle = settle;
    this.nanos = nanos;
  }

  /// Compares every informer with the API server; unknown while that does not answer.
  Finding check() throws InterruptedException {
    List<Watched<?>> all = board.all();
    var suspects = new HashMap<Watched<?>, Map<String, Optional<String>>>();
    try {
      for (Watched<?> watched : all) {
        var different = different(watched);
        if (!different.isEmpty()) {
          suspects.put(watched, different);
        }
      }
    } catch (RuntimeException e) {
      LOG.debugf("the watches cannot be checked now: %s", e.getMessage());
      return Finding.UNKNOWN;
    }
    if (!suspects.isEmpty()) {
      settle.take();
    }
    Set<String> behind = stillBehind(suspects);
    note(all, behind);
    strikes = behind.isEmpty() ? 0 : strikes + 1;
    return behind.isEmpty() ? Finding.FRESH : Finding.BEHIND;
  }

  /// How many checks in a row found an informer behind.
  synchronized int strikes() {
    return strikes;
  }

  /// For how many seconds this informer has been behind.
  synchronized double staleness(String name) {
    Long since = behindSince.get(name);
    return since == null ? 0 : (nanos.getAsLong() - since) / 1e9;
  }

  /// The objects of the next page that the cache knows otherwise, with what it knows of them.
  private Map<String, Optional<String>> different(Watched<?> watched) {
    String from = cursors.getOrDefault(watched.name(), "");
    MetadataPages.Page page = pages.read(watched, from);
    cursors.put(watched.name(), page.next());
    Map<String, String> known = watched.known();
    var different = new HashMap<String, Optional<String>>();
    page.versions()
        .forEach((name, version) -> {
          Optional<String> before = Optional.ofNullable(known.get(name));
          if (!before.equals(Optional.of(version))) {
            different.put(name, before);
          }
        });
    if (from.isEmpty() && page.next().isEmpty()) {
      known.forEach((name, version) -> {
        if (!page.versions().containsKey(name)) {
          different.put(name, Optional.of(version));
        }
      });
    }
    return different;
  }

  /// Behind is what has not moved since: whatever the API server had then, no event has come.
  private static Set<String> stillBehind(Map<Watched<?>, Map<String, Optional<String>>> suspects) {
    var behind = new HashSet<String>();
    suspects.forEach((watched, different) -> {
      boolean stuck =
          different.entrySet().stream()
              .anyMatch(seen -> watched.version(seen.getKey()).equals(seen.getValue()));
      if (stuck) {
        behind.add(watched.name());
      }
    });
    return behind;
  }

  private synchronized void note(List<Watched<?>> all, Set<String> behind) {
    for (Watched<?> watched : all) {
      if (behind.contains(watched.name())) {
        behindSince.putIfAbsent(watched.name(), nanos.getAsLong());
      } else {
        behindSince.remove(watched.name());
      }
    }
  }
}
