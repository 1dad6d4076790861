package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Replica;
import dev.corral.proxy.endpoint.Snapshot;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The open connections to replicas. When an address leaves the table, or comes to belong to
/// another model, its connections are used no more: idle ones close at once, others after the
/// answer that they carry. So no request reaches a model over a connection that was opened for
/// another one.
final class Connections {
  private static final long LONGEST_ANSWER_HOURS = 1;

  private final ConcurrentHashMap<Replica, Set<HttpConnection>> open = new ConcurrentHashMap<>();
  private Map<Replica, Set<String>> owners = Map.of();

  void opened(HttpConnection connection) {
    SocketAddress address = connection.remoteAddress();
    Replica replica = new Replica(address.host(), address.port());
    open.compute(
        replica,
        (key, known) -> {
          Set<HttpConnection> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          all.add(connection);
          return all;
        });
    connection.closeHandler(closed -> closed(replica, connection));
  }

  private void closed(Replica replica, HttpConnection connection) {
    open.computeIfPresent(
        replica,
        (key, known) -> {
          known.remove(connection);
          return known.isEmpty() ? null : known;
        });
  }

  /// Retires the connections to addresses that do not belong to the same model any more.
  synchronized void onChange(Snapshot snapshot) {
    Map<Replica, Set<String>> now = new HashMap<>();
    for (ModelEntry model : snapshot.all()) {
      for (Replica replica : model.replicas()) {
        now.computeIfAbsent(replica, key -> new HashSet<>()).add(model.name());
      }
    }
    open.forEach((replica, known) -> {
      Set<String> before = owners.getOrDefault(replica, Set.of());
      if (!before.isEmpty() && Collections.disjoint(before, now.getOrDefault(replica, Set.of()))) {
        known.forEach(connection -> connection.shutdown(LONGEST_ANSWER_HOURS, TimeUnit.HOURS));
      }
    });
    owners = now;
  }

  /// How many connections are open.
  int count() {
    return open.values().stream().mapToInt(Set::size).sum();
  }
}
