package dev.corral.proxy.relay;

import dev.corral.proxy.peer.ServiceAccounts;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/// Who knocks at the management port: a service proves itself by one service-account token. Waits
/// for the token's issuer, so never call it from an event loop.
record InternalCallers(ServiceAccounts accounts) {
  private static final String BEARER = "Bearer ";

  /// Whether this service's account calls; if not, that is answered.
  boolean isCalledBy(String service, RoutingContext context) {
    List<String> given = context.request().headers().getAll("authorization");
    Optional<String> account =
        given.size() == 1 && given.getFirst().startsWith(BEARER)
            ? accounts.verify(given.getFirst().substring(BEARER.length()))
            : Optional.empty();
    if (account.isEmpty()) {
      context.response().setStatusCode(401).end();
    } else if (!account.get().equals(service)) {
      context.response().setStatusCode(403).end();
    }
    return account.filter(service::equals).isPresent();
  }
}
