package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.problem.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps what a call says; asks for more at once unless told not to.
final class Heard implements Call.Hearing {
  final List<Piece> pieces = new CopyOnWriteArrayList<>();
  final AtomicInteger endings = new AtomicInteger();
  final CompletableFuture<Object> end = new CompletableFuture<>();
  private final boolean greedy;
  private volatile Runnable more = () -> {};

  Heard(boolean greedy) {
    this.greedy = greedy;
  }

  /// `complete`, or the problem.
  Object ending() throws Exception {
    return end.get(10, TimeUnit.SECONDS);
  }

  void follow(Call call) {
    more = call::more;
    if (greedy && !pieces.isEmpty()) {
      call.more(); // for those that came before the call was known
    }
  }

  @Override
  public void pieces(List<Piece> news) {
    pieces.addAll(news);
    if (greedy) {
      more.run();
    }
  }

  @Override
  public void complete() {
    endings.incrementAndGet();
    end.complete("complete");
  }

  @Override
  public void failed(Problem problem) {
    endings.incrementAndGet();
    end.complete(problem);
  }
}
