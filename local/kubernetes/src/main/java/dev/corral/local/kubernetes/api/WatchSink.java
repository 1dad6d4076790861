package dev.corral.local.kubernetes.api;

import io.vertx.core.buffer.Buffer;

/// Where a watch writes its events: a chunked answer or a WebSocket.
interface WatchSink {
  void send(Buffer event);

  /// Whether the client does not keep up at the moment.
  boolean full();

  /// Calls back once the client keeps up again.
  void onRoom(Runnable action);

  void end();
}
