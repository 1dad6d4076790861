package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;

/// One stream of events, taken one by one: nothing is read from the connection for a caller that
/// does not read.
final class EventFlow implements Subscriber<ConverseStreamOutput> {
  private final OpenCall call;
  private final StreamPieces reader = new StreamPieces();
  private volatile @Nullable Subscription subscription;
  private volatile boolean begun;
  private volatile boolean stopped;

  EventFlow(OpenCall call) {
    this.call = call;
  }

  @Override
  public void onSubscribe(Subscription given) {
    if (subscription != null || !call.isOpen()) {
      given.cancel();
      return;
    }
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(ConverseStreamOutput event) {
    if (!begun) {
      begun = true;
      call.begun(this);
    }
    List<Piece> pieces = reader.of(event);
    stopped = reader.stopped();
    if (!pieces.isEmpty()) {
      call.pieces(this, pieces);
    }
    if (reader.complete()) {
      call.complete(this);
      more(); // to the end of the stream, so that its connection can be used again
    } else if (pieces.isEmpty()) {
      more();
    }
  }

  @Override
  public void onError(Throwable failure) {
    call.failed(this, failure);
  }

  @Override
  public void onComplete() {
    if (stopped) {
      call.complete(this); // only the count is missing
    } else {
      call.failed(this, new ProblemException(new Problem.EngineBroken()));
    }
  }

  void more() {
    Subscription open = subscription;
    if (open != null) {
      open.request(1);
    }
  }

  void cancel() {
    Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
  }

  /// Whether any event has come.
  boolean begun() {
    return begun;
  }

  /// Whether the model has said all.
  boolean stopped() {
    return stopped;
  }
}
