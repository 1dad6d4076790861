package dev.corral.proxy.relay;

import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.check.CheckConfig;
import dev.corral.proxy.check.Judging;
import dev.corral.proxy.check.Verdict;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.PromptReader;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.tally.Clocks;
import dev.corral.proxy.tally.Meter;
import io.vertx.core.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Has prompts judged by the platform's own chat model: an ordinary chat of the person who asks,
/// with their limits and on their account. The model is the platform's choice, so its sharing does
/// not matter: nobody gets more from it than a verdict.
final class PromptJudge {
  private final CheckConfig config;
  private final PromptReader reader;
  private final Relay relay;
  private final Gate gate;
  private final BodyBudget budget;
  private final Clocks clocks;

  PromptJudge(
      CheckConfig config,
      PromptReader reader,
      Relay relay,
      Gate gate,
      BodyBudget budget,
      Clocks clocks) {
    this.config = config;
    this.reader = reader;
    this.relay = relay;
    this.gate = gate;
    this.budget = budget;
    this.clocks = clocks;
  }

  /// The verdict; empty when the judge gave none that is clear. Fails with the problem when it
  /// cannot be asked or does not answer in time.
  ///
  /// @param texts what is said, by field name
  CompletableFuture<Optional<Verdict>> judge(
      Principal who, Map<String, String> texts, Judging.Kind kind, String requestId) {
    try {
      String model = config.model().orElseThrow(PromptJudge::notConfigured);
      byte[] body = Judging.request(model, texts, kind, config.maxTokens());
      return chat(who, reader.read(body, Operation.OPENAI_CHAT), requestId)
          .thenApply(answer -> Judging.read(answer, texts.keySet()));
    } catch (ProblemException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private static ProblemException notConfigured() {
    return new ProblemException(
        new Problem.NotConfigured(
            "No model judges prompts here: an administrator sets corral.prompt-check.model."));
  }

  private CompletableFuture<byte[]> chat(Principal who, Prompt prompt, String requestId) {
    ModelEntry model =
        relay
            .lanes()
            .table()
            .snapshot()
            .find(prompt.model())
            .orElseThrow(PromptJudge::notConfigured);
    Meter meter = new Meter(clocks);
    BodyBudget.Share memory = budget.take(Integer.toString(prompt.body().length()));
    Context context = relay.vertx().getOrCreateContext();
    CollectedCaller caller = new CollectedCaller(prompt, context);
    gate.enter(who, new Gate.Demand(model.name(), relay.mostTokens(prompt, model)))
        .whenComplete((pass, refused) ->
            context.runOnContext(now -> {
              if (refused != null) {
                memory.release();
                caller.fail(ProblemException.of(refused));
                return;
              }
              begin(
                  caller,
                  new Ticket(
                      requestId,
                      who,
                      prompt,
                      model,
                      relay.roads().of(prompt, model),
                      pass,
                      memory,
                      Terms.of(config.deadline())),
                  meter);
            }));
    return inTime(caller.answer());
  }

  private void begin(CollectedCaller caller, Ticket ticket, Meter meter) {
    try {
      relay.begin(ticket, caller, meter);
    } catch (RuntimeException notBegun) {
      ticket.pass().leave(0);
      ticket.memory().release();
      caller.fail(ProblemException.of(notBegun));
    }
  }

  private CompletableFuture<byte[]> inTime(CompletableFuture<byte[]> answer) {
    CompletableFuture<byte[]> timed =
        answer.copy().orTimeout(config.deadline().toMillis(), TimeUnit.MILLISECONDS);
    return timed.handle((body, failure) -> {
      if (failure instanceof TimeoutException) {
        answer.cancel(true);
        throw new ProblemException(new Problem.EngineTimeout());
      }
      if (failure != null) {
        throw new ProblemException(ProblemException.of(failure));
      }
      return body;
    });
  }
}
