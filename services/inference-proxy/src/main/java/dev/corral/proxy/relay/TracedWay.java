package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.trace.AttemptSpan;
import dev.corral.proxy.trace.RequestSpan;
import java.util.Optional;

/// A way whose attempts are shown as spans, each with its own end.
final class TracedWay implements Way {
  private final Way way;
  private final RequestSpan span;

  TracedWay(Way way, RequestSpan span) {
    this.way = way;
    this.span = span;
  }

  @Override
  public boolean open() {
    return way.open();
  }

  @Override
  public Optional<Attempt> attempt() {
    return way.attempt().map(Traced::new);
  }

  @Override
  public void forgive() {
    way.forgive();
  }

  private final class Traced implements Attempt {
    private final Attempt attempt;
    private AttemptSpan shown = AttemptSpan.NONE;

    Traced(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public void start(Hearing hearing) {
      shown = span.attempt();
      try {
        attempt.start(new Heard(hearing, shown));
      } catch (ProblemException refused) {
        shown.failed(refused.problem().getClass().getSimpleName());
        throw refused;
      }
    }

    @Override
    public void fruitful() {
      attempt.fruitful();
    }

    @Override
    public void fruitless() {
      shown.failed(Problem.EngineTimeout.class.getSimpleName()); // unless it has said why itself
      attempt.fruitless();
    }

    @Override
    public TokenCount tokens() {
      return attempt.tokens();
    }

    @Override
    public void release() {
      shown.done();
      attempt.release();
    }

    @Override
    public void cancel() {
      shown.cancelled();
      attempt.cancel();
    }
  }

  private record Heard(Attempt.Hearing hearing, AttemptSpan shown) implements Attempt.Hearing {
    @Override
    public void answered(Delivery delivery) {
      hearing.answered(delivery);
    }

    @Override
    public void unavailable(Problem problem) {
      shown.failed(problem.getClass().getSimpleName());
      hearing.unavailable(problem);
    }

    @Override
    public void done() {
      shown.done();
      hearing.done();
    }

    @Override
    public void failed(Problem problem) {
      shown.failed(problem.getClass().getSimpleName());
      hearing.failed(problem);
    }

    @Override
    public void cut() {
      shown.cancelled();
      hearing.cut();
    }
  }
}
