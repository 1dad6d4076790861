package dev.corral.proxy.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.job.JobAnswer;
import dev.corral.proxy.job.JobRecord;
import dev.corral.proxy.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Nobody waits at the other end: the whole answer is kept for later.
final class JobCaller implements Caller {
  private final String requestId;
  private final Prompt prompt;
  private final Voice voice;
  private final String model;
  private final int longest;
  private final Supplier<CompletionStage<Void>> allowed;
  private final ObjectMapper json;
  private final CompletableFuture<JobAnswer> outcome = new CompletableFuture<>();
  private Optional<byte[]> answer = Optional.empty();
  private Problem problem = new Problem.Internal();

  JobCaller(
      String requestId,
      Prompt prompt,
      String model,
      int longest,
      ObjectMapper json,
      Supplier<CompletionStage<Void>> allowed) {
    this.allowed = allowed;
    this.requestId = requestId;
    this.prompt = prompt;
    this.voice = Voice.of(prompt.operation().dialect());
    this.model = model;
    this.longest = longest;
    this.json = json;
  }

  @Override
  public CompletionStage<Void> stillAllowed() {
    return allowed.get();
  }

  /// What is to be kept of a run that did not begin.
  static JobAnswer refused(Voice voice, String requestId, Problem problem, ObjectMapper json) {
    return new JobAnswer(
        null, null, tree(json, voice.refusal(problem, requestId).body()), null, pause(problem));
  }

  private static Optional<Duration> pause(Problem problem) {
    return problem.retryAfter().stream().mapToObj(Duration::ofSeconds).findFirst();
  }

  CompletionStage<JobAnswer> outcome() {
    return outcome;
  }

  @Override
  public Prompt prompt() {
    return prompt;
  }

  @Override
  public Voice voice() {
    return voice;
  }

  @Override
  public long bytesOut() {
    return answer.map(body -> body.length).orElse(0);
  }

  @Override
  public void onGone(Runnable gone) {}

  @Override
  public boolean gone() {
    return false;
  }

  @Override
  public void describe(String name, long queueMs, OptionalLong ttftMs) {}

  @Override
  public void send(byte[] bytes) {}

  @Override
  public void finish() {}

  @Override
  public void finishWhole(byte[] body) {
    if (body.length <= longest) {
      answer = Optional.of(body);
    } else {
      problem = new Problem.EngineRefused("The answer is too long to be kept.");
    }
  }

  @Override
  public void fail(Problem why) {
    problem = why;
  }

  @Override
  public boolean full() {
    return false;
  }

  @Override
  public void onDrain(Runnable drained) {}

  @Override
  public void cut() {}

  @Override
  public void over(TokenCount tokens) {
    JobRecord.Usage usage = new JobRecord.Usage(tokens.in(), tokens.out(), tokens.source().id());
    JobAnswer told =
        answer
            .map(body -> new JobAnswer(model, tree(json, body), null, usage, Optional.empty()))
            .orElseGet(() -> failed(usage));
    outcome.complete(told);
  }

  /// An engine that was asked is not asked again, unless it was this replica that had to stop. Who
  /// found no seat, had to give one up or may not start the model for now comes back for it.
  private JobAnswer failed(JobRecord.Usage usage) {
    Optional<Duration> again =
        switch (problem) {
          case Problem.Restarting stopping -> Optional.of(Duration.ofSeconds(1));
          case Problem.IdentityUnavailable away -> Optional.of(Duration.ofSeconds(2));
          case Problem.Starting starting -> Optional.of(Duration.ofSeconds(1));
          case Problem.TooManyWaiters full -> pause(full);
          case Problem.LaunchLimit limit -> pause(limit);
          default -> Optional.empty();
        };
    return new JobAnswer(
        model, null, tree(json, voice.refusal(problem, requestId).body()), usage, again);
  }

  private static JsonNode tree(ObjectMapper json, byte[] body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException("we write JSON only", e);
    }
  }
}
