package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.Passage;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.Wire;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.translation.Passages;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/// Finds the way of a prompt to its model's engine, before anything wakes: what cannot be
/// translated is refused at once.
final class Roads {
  /// The engine that knows `continuous_usage_stats`.
  private static final String COUNTING = "vllm";

  private static final int LARGE_BODY = 256 * 1024;

  private final Vertx vertx;
  private final Passages passages;
  private final Pace pace;

  Roads(Vertx vertx, Passages passages, Pace pace) {
    this.vertx = vertx;
    this.passages = passages;
    this.pace = pace;
  }

  /// The way, or the problem to answer with is thrown.
  Passage of(Prompt prompt, ModelEntry model) {
    return wire(model)
        .flatMap(wire -> passages.of(prompt, wire, bounds(model)))
        .map(passage -> COUNTING.equals(model.traits().engine()) ? passage.counting() : passage)
        .orElseThrow(() ->
            new ProblemException(
                new Problem.OperationUnsupported(prompt.model(), prompt.operation().id())));
  }

  /// The same, on a worker where a large body is translated: its length must not be felt by other
  /// streams.
  Future<Passage> soon(Prompt prompt, ModelEntry model) {
    boolean slow =
        prompt.body().length() > LARGE_BODY
            && wire(model)
                .filter(wire -> Passages.translates(prompt.operation(), wire))
                .isPresent();
    if (slow) {
      return vertx.executeBlocking(() -> of(prompt, model), false);
    }
    return Future.succeededFuture(of(prompt, model));
  }

  private static Optional<Wire> wire(ModelEntry model) {
    return Wire.of(model.traits().dialect());
  }

  /// What an engine of this model may be asked for.
  Passage.Bounds bounds(ModelEntry model) {
    return new Passage.Bounds(
        model.naming().servedName(), pace.prompt().maxTokens(), model.traits().contextLength());
  }
}
