package dev.corral.gateway.key;

import io.quarkus.vertx.http.ManagementInterface;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST /internal/keys/verify` on the management port, for the inference-proxy and nobody else.
@ApplicationScoped
class KeyVerification {
  private static final String PATH = "/internal/keys/verify";
  private static final String CALLER = "inference-proxy";
  private static final int BODY_LIMIT = 4_096;

  private record Question(@Nullable String id, @Nullable String sha256) {}

  private final KeyRing ring;
  private final Budgets budgets;
  private final ServiceDoor door;

  KeyVerification(KeyRing ring, Budgets budgets, ServiceDoor door) {
    this.budgets = budgets;
    this.ring = ring;
    this.door = door;
  }

  void routes(@Observes ManagementInterface management) {
    door.open(
        management.router().post(PATH),
        CALLER,
        BODY_LIMIT,
        (rc, body) -> {
          Question question = door.read(body, Question.class);
          return Optional.of(KeyVerdict.of(ring.verify(question.id(), question.sha256()), budgets));
        });
  }
}
