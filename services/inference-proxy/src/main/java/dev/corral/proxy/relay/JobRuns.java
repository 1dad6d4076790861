package dev.corral.proxy.relay;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.dialect.Passage;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.PromptReader;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.job.JobAnswer;
import dev.corral.proxy.job.JobConfig;
import dev.corral.proxy.job.JobMessage;
import dev.corral.proxy.job.JobRunner;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.tally.Clocks;
import dev.corral.proxy.tally.Meter;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Runs jobs as exchanges: the model must still be there for the owner, and the gate is passed
/// anew, because the tokens are used now.
public final class JobRuns implements JobRunner {
  private final Relay relay;
  private final Ingress ingress;
  private final Gate gate;
  private final PromptReader reader;
  private final Clocks clocks;
  private final JobConfig config;
  private final ObjectMapper json;

  /// Beside the requests of `ingress`.
  public JobRuns(
      Relay relay,
      Ingress ingress,
      Gate gate,
      PromptReader reader,
      Clocks clocks,
      JobConfig config,
      ObjectMapper json) {
    this.relay = relay;
    this.ingress = ingress;
    this.gate = gate;
    this.reader = reader;
    this.clocks = clocks;
    this.config = config;
    this.json = json;
  }

  @Override
  public CompletionStage<JobAnswer> run(JobMessage message, byte[] body, Instant deadline) {
    CompletableFuture<JobAnswer> outcome = new CompletableFuture<>();
    Context loop = relay.vertx().getOrCreateContext();
    loop.runOnContext(now -> begin(message, body, deadline, loop, outcome));
    return outcome;
  }

  private void begin(
      JobMessage message,
      byte[] body,
      Instant deadline,
      Context loop,
      CompletableFuture<JobAnswer> outcome) {
    Voice voice = Voice.of(message.operation().dialect());
    try {
      Prompt prompt = reader.read(body, message.operation());
      ModelEntry model = ingress.catalogue().visible(message.principal(), prompt.model());
      Optional<Passage> passage = relay.roads().of(prompt, model);
      gate.enter(
              message.principal(), new Gate.Demand(model.name(), relay.mostTokens(prompt, model)))
          .whenComplete((pass, refusal) ->
              loop.runOnContext(now -> {
                if (refusal == null) {
                  JobCaller caller =
                      new JobCaller(
                          message.requestId(), prompt, model.name(), config.maxAnswerBytes(), json);
                  caller.outcome().thenAccept(outcome::complete);
                  Duration left = Duration.between(clocks.wall().instant(), deadline);
                  Ticket ticket =
                      new Ticket(
                          message.requestId(),
                          message.principal(),
                          prompt,
                          model,
                          passage,
                          pass,
                          BodyBudget.Share.NONE,
                          Terms.of(message.job(), left));
                  begin(ticket, caller, outcome);
                } else {
                  outcome.complete(
                      JobCaller.refused(
                          voice, message.requestId(), ProblemException.of(refusal), json));
                }
              }));
    } catch (RuntimeException refused) {
      outcome.complete(
          JobCaller.refused(voice, message.requestId(), ProblemException.of(refused), json));
    }
  }

  private void begin(Ticket ticket, JobCaller caller, CompletableFuture<JobAnswer> outcome) {
    try {
      relay.begin(ticket, caller, new Meter(clocks));
    } catch (RuntimeException notBegun) {
      ticket.pass().leave(0);
      outcome.complete(
          JobCaller.refused(
              caller.voice(), ticket.requestId(), ProblemException.of(notBegun), json));
    }
  }
}
