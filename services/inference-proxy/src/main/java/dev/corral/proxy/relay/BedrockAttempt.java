package dev.corral.proxy.relay;

import dev.corral.proxy.bedrock.Bedrock;
import dev.corral.proxy.bedrock.Call;
import dev.corral.proxy.bedrock.Question;
import dev.corral.proxy.conversation.AnswerWriter;
import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.translation.Answers;
import dev.corral.proxy.translation.Conversations;
import dev.corral.proxy.translation.Ids;
import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One call to Bedrock. Reading the request, and fetching credentials, may take a while, so both
/// happen on a worker; what is heard comes back to the exchange's event loop.
final class BedrockAttempt implements Attempt {
  private static final long GENTLE_MILLIS = TimeUnit.SECONDS.toMillis(1);
  private static final Ids IDS = Ids.random();

  private final Relay relay;
  private final Recipient to;
  private final Bedrock bedrock;
  private final String id;
  private final Context context;
  private Optional<Call> call = Optional.empty();
  private Optional<PieceDelivery> delivery = Optional.empty();
  private boolean cancelled;

  BedrockAttempt(Relay relay, Recipient to, Bedrock bedrock, String id) {
    this.relay = relay;
    this.to = to;
    this.bedrock = bedrock;
    this.id = id;
    this.context = relay.vertx().getOrCreateContext();
  }

  /// What is known once the request has been sent.
  private record Sent(AnswerWriter writer, Call call) {}

  @Override
  public void start(Hearing hearing) {
    Inbox inbox = new Inbox(hearing);
    relay
        .vertx()
        .executeBlocking(() -> send(inbox), false)
        .onSuccess(sent -> sent(sent, inbox))
        .onFailure(failure -> hearing.failed(ProblemException.of(failure)));
  }

  private Sent send(Inbox inbox) {
    Conversation asked = Conversations.read(to.ticket().prompt(), relay.pace().prompt());
    AnswerWriter writer = Answers.writer(to.ticket().prompt(), to.meter()::now, IDS);
    Question question = new Question(asked, to.ticket().model().name(), id, maxTokens());
    Call sent = to.streaming() ? bedrock.stream(question, inbox) : bedrock.whole(question, inbox);
    return new Sent(writer, sent);
  }

  private int maxTokens() {
    int most = relay.pace().prompt().maxTokens();
    int context = to.ticket().model().traits().contextLength();
    return context > 0 ? Math.min(most, context) : most;
  }

  private void sent(Sent sent, Inbox inbox) {
    call = Optional.of(sent.call());
    if (cancelled) {
      sent.call().cancel();
      return;
    }
    delivery = Optional.of(new PieceDelivery(to, sent.writer(), sent.call(), inbox.hearing));
    inbox.open();
  }

  @Override
  public void release() {
    relay.vertx().setTimer(GENTLE_MILLIS, id -> call.ifPresent(Call::cancel));
  }

  @Override
  public void cancel() {
    cancelled = true;
    call.ifPresent(Call::cancel);
  }

  /// Brings what the SDK's threads say to the event loop; an answer may begin before the worker has
  /// told of the call.
  private final class Inbox implements Call.Hearing {
    private final Hearing hearing;
    private final ArrayDeque<Runnable> early = new ArrayDeque<>();
    private boolean begun;

    Inbox(Hearing hearing) {
      this.hearing = hearing;
    }

    private void later(Runnable news) {
      context.runOnContext(now -> {
        if (delivery.isPresent()) {
          news.run();
        } else {
          early.add(news);
        }
      });
    }

    void open() {
      while (!early.isEmpty()) {
        early.remove().run();
      }
    }

    private PieceDelivery begun() {
      PieceDelivery current = delivery.orElseThrow();
      if (!begun) {
        begun = true;
        hearing.answered(current);
      }
      return current;
    }

    @Override
    public void pieces(List<Piece> pieces) {
      later(() -> begun().pieces(pieces));
    }

    @Override
    public void complete() {
      later(() -> begun().complete());
    }

    @Override
    public void failed(Problem problem) {
      later(() -> hearing.failed(problem));
    }
  }
}
