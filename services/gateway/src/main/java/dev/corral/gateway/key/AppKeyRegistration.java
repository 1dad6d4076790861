package dev.corral.gateway.key;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Optional;

/// `PUT` and `DELETE /internal/app-keys/{uid}` on the management port, for the llm-dispatcher and
/// nobody else. Both may be repeated.
@ApplicationScoped
class AppKeyRegistration {
  private static final String PATH = "/internal/app-keys/:uid";
  private static final String CALLER = "llm-dispatcher";
  private static final int BODY_LIMIT = 8_192;

  private final AppKeyRing ring;
  private final ServiceDoor door;

  AppKeyRegistration(AppKeyRing ring, ServiceDoor door) {
    this.ring = ring;
    this.door = door;
  }

  void routes(@Observes ManagementInterface management) {
    door.open(
        management.router().put(PATH),
        CALLER,
        BODY_LIMIT,
        (rc, body) -> {
          ring.register(uid(rc), door.read(body, AppKeyRing.Registration.class));
          return Optional.empty();
        });
    door.open(
        management.router().delete(PATH),
        CALLER,
        BODY_LIMIT,
        (rc, body) -> {
          ring.revoke(uid(rc));
          return Optional.empty();
        });
  }

  private static String uid(RoutingContext rc) {
    return Objects.requireNonNullElse(rc.pathParam("uid"), "");
  }
}
