package dev.corral.gateway.carry;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

/// Where a request is carried, and what of its heads goes through.
public interface Way {
  /// Names the server, and how long to wait for it. Method and target are the request's own.
  void address(RequestOptions options);

  /// Fills the head that goes to the server. `Connection` and what it names are never carried.
  void inward(MultiMap from, MultiMap to);

  /// Fills the head that goes back to the caller.
  void outward(MultiMap from, MultiMap to);

  /// Whether the server may be spoken to by WebSocket. Else the wish for one is not carried.
  default boolean takesWebSockets() {
    return false;
  }

  /// Answers a request whose server cannot be reached or does not answer. Nothing has been sent to
  /// the caller yet.
  ///
  /// @param late it was reached, but took too long
  void refuse(HttpServerRequest request, boolean late);
}
