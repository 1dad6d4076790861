package dev.corral.proxy.relay;

import dev.corral.proxy.bedrock.Bedrock;
import dev.corral.proxy.bedrock.EmbeddingQuestion;
import dev.corral.proxy.bedrock.Vectors;
import dev.corral.proxy.dialect.Timing;
import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import io.vertx.core.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request for vectors to Bedrock. The request is read on a worker; the answer, which has
/// OpenAI's form, goes the way of any engine's that speaks OpenAI.
final class VectorsAttempt implements Attempt {
  private final Relay relay;
  private final Recipient to;
  private final Bedrock bedrock;
  private final String id;
  private final Context context;
  private Optional<Vectors> call = Optional.empty();
  private boolean cancelled;

  VectorsAttempt(Relay relay, Recipient to, Bedrock bedrock, String id) {
    this.relay = relay;
    this.to = to;
    this.bedrock = bedrock;
    this.id = id;
    this.context = relay.vertx().getOrCreateContext();
  }

  @Override
  public void start(Hearing hearing) {
    relay
        .vertx()
        .executeBlocking(this::send, false)
        .onSuccess(sent -> sent(sent, hearing))
        .onFailure(failure -> hearing.failed(ProblemException.of(failure)));
  }

  private Vectors send() {
    Ticket ticket = to.ticket();
    EmbeddingQuestion question =
        EmbeddingQuestion.read(relay.engineBody(ticket), ticket.model().name(), id);
    return bedrock.vectors(question, to.config().maxAnswer());
  }

  private void sent(Vectors sent, Hearing hearing) {
    call = Optional.of(sent);
    if (cancelled) {
      sent.answer().cancel(true);
      return;
    }
    sent.answer()
        .whenComplete((answer, failure) ->
            context.runOnContext(now -> {
              if (!cancelled) {
                said(answer, failure, hearing);
              }
            }));
  }

  private void said(byte @Nullable [] answer, @Nullable Throwable failure, Hearing hearing) {
    if (answer == null) {
      Problem problem = failure == null ? new Problem.Internal() : ProblemException.of(failure);
      hearing.failed(problem);
      return;
    }
    to.meter().token();
    worded(answer, to.meter().timing(), hearing);
  }

  /// On a worker: the answer is long.
  private void worded(byte[] answer, Timing timing, Hearing hearing) {
    Ticket ticket = to.ticket();
    relay
        .vertx()
        .executeBlocking(() -> ticket.passage().whole(ticket.prompt(), answer, timing), false)
        .onSuccess(whole -> hearing.answered(new Said(whole, hearing)))
        .onFailure(failure -> hearing.failed(ProblemException.of(failure)));
  }

  @Override
  public TokenCount tokens() {
    return call.map(running -> TokenCount.atLeast(running.counted().getAsLong()))
        .orElse(TokenCount.NONE);
  }

  @Override
  public void release() {}

  @Override
  public void cancel() {
    cancelled = true;
    call.ifPresent(running -> running.answer().cancel(true));
  }

  /// The answer, which is there at once.
  final class Said implements Delivery {
    private final Voice.Whole whole;
    private final Ending ending;

    private Said(Voice.Whole whole, Ending ending) {
      this.whole = whole;
      this.ending = ending;
    }

    @Override
    public void start() {
      to.meter().settle(whole.timing());
      to.describe();
      to.caller().finishWhole(whole.body());
      ending.done();
    }

    @Override
    public boolean begun() {
      return true;
    }

    @Override
    public void check(long nowNanos) {}

    @Override
    public TokenCount tokens() {
      return whole.tokens();
    }
  }
}
