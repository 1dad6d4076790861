package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.discovery.Answers.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a list page by page, and stops when it is endless.
final class Pages {
  static final int MOST_PAGES = 50;
  static final int MOST_ITEMS = 20_000;

  private Pages() {}

  /// One page of a list.
  ///
  /// @param next asks for the page after it; empty on the last
  record Page<S>(List<S> items, String next) {
    static <S> Page<S> of(List<S> items, @Nullable String next) {
      return new Page<>(items, next == null ? "" : next);
    }

    static <S> Page<S> last(List<S> items) {
      return new Page<>(items, "");
    }
  }

  /// Asks for one page.
  @FunctionalInterface
  interface Asking<S> {
    /// @param token of the page, null for the first
    Page<S> page(@Nullable String token);
  }

  static <S, T> Part<T> read(Asking<S> asking, Function<S, T> reading) {
    var items = new ArrayList<T>();
    var seen = new HashSet<String>();
    Page<S> page = asking.page(null);
    while (add(page, items, reading)) {
      boolean fresh = seen.add(page.next()) && seen.size() < MOST_PAGES;
      if (page.next().isEmpty() || !fresh || Thread.currentThread().isInterrupted()) {
        return new Part.Told<>(items, page.next().isEmpty());
      }
      page = asking.page(page.next());
    }
    return new Part.Told<>(items, false);
  }

  private static <S, T> boolean add(Page<S> page, List<T> items, Function<S, T> reading) {
    for (S item : page.items()) {
      if (items.size() == MOST_ITEMS) {
        return false;
      }
      if (item != null) {
        items.add(reading.apply(item));
      }
    }
    return true;
  }
}
