package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.TokenCount;
import java.util.Optional;

/// For a request that only wants its model to be there: as soon as there is a way to it, that is
/// the answer, and nobody is asked.
final class LoadedWay implements Way {
  private final Way way;
  private final Recipient to;
  private final byte[] answer;

  LoadedWay(Way way, Recipient to, byte[] answer) {
    this.way = way;
    this.to = to;
    this.answer = answer;
  }

  @Override
  public boolean open() {
    return way.open();
  }

  @Override
  public Optional<Attempt> attempt() {
    return way.open() ? Optional.of(new Told()) : Optional.empty();
  }

  @Override
  public void forgive() {
    way.forgive();
  }

  private final class Told implements Attempt {
    @Override
    public void start(Hearing hearing) {
      hearing.answered(new Ready(hearing));
    }

    @Override
    public void release() {}

    @Override
    public void cancel() {}
  }

  /// The answer, which is there at once.
  final class Ready implements Delivery {
    private final Ending ending;

    private Ready(Ending ending) {
      this.ending = ending;
    }

    @Override
    public void start() {
      if (to.streaming()) {
        to.caller().send(answer);
        to.caller().finish();
      } else {
        to.caller().finishWhole(answer);
      }
      ending.done();
    }

    @Override
    public boolean begun() {
      return false;
    }

    @Override
    public void check(long nowNanos) {}

    @Override
    public TokenCount tokens() {
      return TokenCount.exact(0, 0);
    }
  }
}
