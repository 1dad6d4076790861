package dev.corral.proxy.relay;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.admission.Authenticator;
import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.admission.Principal;
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
import org.jspecify.annotations.Nullable;

/// Runs jobs as exchanges: key and model must still be there for the owner, and the gate is passed
/// anew, because the tokens are used now; the request itself was counted when it was accepted.
public final class JobRuns implements JobRunner {
  private final Relay relay;
  private final Ingress ingress;
  private final Authenticator authenticator;
  private final Gate gate;
  private final PromptReader reader;
  private final Clocks clocks;
  private final JobConfig config;
  private final ObjectMapper json;

  /// Beside the requests of `ingress`.
  public JobRuns(
      Relay relay,
      Ingress ingress,
      Authenticator authenticator,
      Gate gate,
      PromptReader reader,
      Clocks clocks,
      JobConfig config,
      ObjectMapper json) {
    this.relay = relay;
    this.ingress = ingress;
    this.authenticator = authenticator;
    this.gate = gate;
    this.reader = reader;
    this.clocks = clocks;
    this.config = config;
    this.json = json;
  }

  @Override
  public CompletionStage<JobAnswer> run(JobMessage message, byte[] body, Instant deadline) {
    Context loop = relay.vertx().getOrCreateContext();
    Run run = new Run(message, body, deadline, new CompletableFuture<>());
    allowed(message)
        .whenComplete((who, refusal) -> loop.runOnContext(now -> admit(run, who, refusal, loop)));
    return run.outcome();
  }

  /// Asked before a run, and again when it has waited for its model.
  private CompletionStage<Principal> allowed(JobMessage message) {
    return authenticator.again(
        message.principal(), Optional.ofNullable(message.key()), message.operation().dialect());
  }

  /// One run of a job.
  private record Run(
      JobMessage message, byte[] body, Instant deadline, CompletableFuture<JobAnswer> outcome) {}

  private void refuse(Run run, Throwable refusal) {
    JobMessage message = run.message();
    Voice voice = Voice.of(message.operation().dialect());
    run.outcome()
        .complete(
            JobCaller.refused(voice, message.requestId(), ProblemException.of(refusal), json));
  }

  private void admit(Run run, Principal who, @Nullable Throwable refusal, Context loop) {
    if (refusal != null) {
      refuse(run, refusal);
      return;
    }
    try {
      Prompt prompt = reader.read(run.body(), run.message().operation());
      ModelEntry model = ingress.catalogue().visible(who, prompt.model());
      Optional<Passage> passage = relay.roads().of(prompt, model);
      gate.enter(who, new Gate.Demand(model.name(), relay.mostTokens(prompt, model), true))
          .whenComplete((pass, refused) ->
              loop.runOnContext(now -> {
                if (refused == null) {
                  begin(run, new Entered(who, prompt, model, passage, pass));
                } else {
                  refuse(run, refused);
                }
              }));
    } catch (RuntimeException refused) {
      refuse(run, refused);
    }
  }

  /// A run that the gate let in.
  private record Entered(
      Principal who, Prompt prompt, ModelEntry model, Optional<Passage> passage, Gate.Pass pass) {}

  private void begin(Run run, Entered in) {
    try {
      Ticket ticket = ticket(run, in);
      JobCaller caller = caller(run, ticket);
      caller.outcome().thenAccept(run.outcome()::complete);
      relay.begin(ticket, caller, new Meter(clocks));
    } catch (RuntimeException notBegun) {
      in.pass().leave(0);
      refuse(run, notBegun);
    }
  }

  private Ticket ticket(Run run, Entered in) {
    Duration left = Duration.between(clocks.wall().instant(), run.deadline());
    return new Ticket(
        run.message().requestId(),
        in.who(),
        in.prompt(),
        in.model(),
        in.passage(),
        in.pass(),
        BodyBudget.Share.NONE,
        Terms.of(run.message().job(), left));
  }

  private JobCaller caller(Run run, Ticket ticket) {
    return new JobCaller(
        ticket.requestId(),
        ticket.prompt(),
        ticket.model().name(),
        config.maxAnswerBytes(),
        json,
        () -> allowed(run.message()).thenAccept(still -> {}));
  }
}
