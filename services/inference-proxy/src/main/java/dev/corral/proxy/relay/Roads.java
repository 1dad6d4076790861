package dev.corral.proxy.relay;

import dev.corral.proxy.bedrock.EmbeddingQuestion;
import dev.corral.proxy.dialect.Passage;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.Wire;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Upstream;
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
  private final Upstreams upstreams;
  private final Pace pace;

  Roads(Vertx vertx, Passages passages, Upstreams upstreams, Pace pace) {
    this.vertx = vertx;
    this.passages = passages;
    this.upstreams = upstreams;
    this.pace = pace;
  }

  /// The way, or the problem to answer with is thrown; empty for a conversation with a model behind
  /// Bedrock, which is not asked in bytes of ours.
  Optional<Passage> of(Prompt prompt, ModelEntry model) {
    if (model.upstream() instanceof Upstream.Bedrock bedrock) {
      return toBedrock(prompt, bedrock.id());
    }
    if (model.upstream() instanceof Upstream.External && prompt.body().asksNothing()) {
      return Optional.of(Passage.loadOnly());
    }
    Optional<Passage> passage =
        wire(model)
            .flatMap(wire ->
                passages.of(prompt, wire, bounds(model), COUNTING.equals(model.traits().engine())));
    if (passage.isEmpty()) {
      throw unsupported(prompt, prompt.operation().id());
    }
    return passage;
  }

  private Optional<Passage> toBedrock(Prompt prompt, String id) {
    if (upstreams.bedrock().isEmpty()) {
      throw unsupported(prompt, "Bedrock is switched off in this installation");
    }
    boolean embeds = prompt.operation().embeds();
    if (embeds ? !EmbeddingQuestion.possible(id) : EmbeddingQuestion.only(id)) {
      throw unsupported(prompt, prompt.operation().id());
    }
    if (prompt.body().asksNothing()) {
      return Optional.of(Passage.loadOnly());
    }
    // Bedrock's vectors are put into OpenAI's form first
    return embeds ? Passage.of(prompt, Wire.OPENAI) : Optional.empty();
  }

  private static ProblemException unsupported(Prompt prompt, String what) {
    return new ProblemException(new Problem.OperationUnsupported(prompt.model(), what));
  }

  /// The same, on a worker where a large body is translated: its length must not be felt by other
  /// streams.
  Future<Optional<Passage>> soon(Prompt prompt, ModelEntry model) {
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
