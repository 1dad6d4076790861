package dev.corral.dispatcher.reconcile;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Every informer of the running operator; one that starts takes the place of its predecessor.
final class WatchBoard {
  private final Map<String, Watched<?>> all = new ConcurrentHashMap<>();

  void put(Watched<?> watched) {
    all.put(watched.name(), watched);
  }

  List<Watched<?>> all() {
    return List.copyOf(all.values());
  }
}
