package dev.corral.gateway.appdoor;

import dev.corral.gateway.carry.Way;
import dev.corral.gateway.dispatcher.AppDoor;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.function.BiConsumer;

/// To the pod of an app, for a guest who may enter.
///
/// @param host the name under which the caller knows the app
/// @param refusal answers when the pod does not
record AppWay(
    AppDoor door,
    Guest guest,
    String host,
    AppDoorConfig config,
    AppHeaders headers,
    BiConsumer<HttpServerRequest, Boolean> refusal)
    implements Way {
  @Override
  public void address(RequestOptions options) {
    URI endpoint = Objects.requireNonNull(door.endpoint());
    options
        .setServer(SocketAddress.inetSocketAddress(endpoint.getPort(), bare(endpoint.getHost())))
        .setHost(bare(endpoint.getHost()))
        .setPort(endpoint.getPort())
        .setConnectTimeout(config.connectTimeout().toMillis());
  }

  /// Without the brackets of IPv6.
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public void inward(MultiMap from, MultiMap to) {
    headers.inward(from, to);
    AppHeaders.introduce(guest, door, to);
    to.set("host", host);
    to.set("x-forwarded-host", host);
    to.set("x-forwarded-proto", config.scheme());
  }

  @Override
  public void outward(MultiMap from, MultiMap to) {
    AppHeaders.outward(from, to);
  }

  @Override
  public boolean takesWebSockets() {
    return true;
  }

  @Override
  public void refuse(HttpServerRequest request, boolean late) {
    refusal.accept(request, late);
  }
}
