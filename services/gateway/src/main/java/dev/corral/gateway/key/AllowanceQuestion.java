package dev.corral.gateway.key;

import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import io.quarkus.vertx.http.ManagementInterface;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST /internal/people/allowance` on the management port: the budgets of a person who came to
/// the inference-proxy with a token. For it and nobody else.
@ApplicationScoped
class AllowanceQuestion {
  private static final String PATH = "/internal/people/allowance";
  private static final String CALLER = "inference-proxy";
  private static final int BODY_LIMIT = 65_536;
  private static final int LONGEST_NAME = 128;

  private record Question(@Nullable String principal, @Nullable List<String> groups) {}

  /// What is answered.
  private record Word(List<KeyVerdict.Budget> budgets) {}

  private final Budgets budgets;
  private final ServiceDoor door;

  AllowanceQuestion(Budgets budgets, ServiceDoor door) {
    this.budgets = budgets;
    this.door = door;
  }

  void routes(@Observes ManagementInterface management) {
    door.open(
        management.router().post(PATH),
        CALLER,
        BODY_LIMIT,
        (rc, body) -> Optional.of(answer(door.read(body, Question.class))));
  }

  private Word answer(Question question) {
    String principal = Objects.requireNonNullElse(question.principal(), "");
    if (principal.isEmpty() || principal.length() > LONGEST_NAME) {
      throw new ProblemException(new Problem.InvalidField("principal", "must name a person"));
    }
    List<String> groups = Objects.requireNonNullElse(question.groups(), List.of());
    return new Word(budgets.of(principal, groups));
  }
}
