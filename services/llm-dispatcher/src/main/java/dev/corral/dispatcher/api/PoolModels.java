package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.Model;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/// The models that run on a GPU pool, for what may not be done without them.
public final class PoolModels {
  private final Resources<Model> models;
  private final Clock clock;

  public PoolModels(Resources<Model> models, Clock clock) {
    this.models = models;
    this.clock = clock;
  }

  /// Refuses while a model could still want a node of the pool.
  void refuseWhileUsed(String pool) {
    List<String> users = on(pool).stream().map(m -> m.getMetadata().getName()).toList();
    if (!users.isEmpty()) {
      throw new ProblemException(
          new Problem.Conflict(
              "The pool is used by "
                  + String.join(", ", users)
                  + ". Terminate these models first."));
    }
  }

  /// Gives each of its models the command to stop.
  void stop(String pool, String by) {
    List<Model> users = on(pool).stream().filter(m -> !suspended(m)).toList();
    List<String> kept =
        users.stream().filter(PoolModels::keptUp).map(m -> m.getMetadata().getName()).toList();
    if (!kept.isEmpty()) {
      throw new ProblemException(
          new Problem.Conflict(
              "minReplicas keeps "
                  + String.join(", ", kept)
                  + " running: set it to 0, or suspend these models."));
    }
    users.forEach(user ->
        models.edit(
            user.getMetadata().getName(),
            model -> {
              new NewCommand(model, clock.instant(), by).stop();
              return model;
            }));
  }

  private List<Model> on(String pool) {
    return models.list().stream()
        .filter(m -> m.getMetadata().getDeletionTimestamp() == null)
        .filter(m -> pool.equals(m.getSpec().compute()))
        .toList();
  }

  private static boolean suspended(Model model) {
    return Boolean.TRUE.equals(model.getSpec().suspended());
  }

  private static boolean keptUp(Model model) {
    return Objects.requireNonNullElse(model.getSpec().minReplicas(), 0) > 0;
  }
}
