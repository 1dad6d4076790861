package dev.corral.proxy.limit;

import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Budgets first, then all limits at once: a refused request has taken nothing.
public final class LimitGate implements Gate {
  private final LimitStore store;
  private final Claims claims;
  private final Consumer<String> refusals;

  /// @param refusals hears of each refusal by its unit: `requests`, `tokens`, `streams`, `budget`
  public LimitGate(LimitStore store, LimitConfig config, Consumer<String> refusals) {
    this.store = store;
    this.claims = new Claims(config);
    this.refusals = refusals;
  }

  @Override
  public CompletionStage<Pass> enter(Principal principal, Demand demand) {
    try {
      Budgets.check(principal.allowance().budgets());
    } catch (ProblemException spent) {
      refusals.accept("budget");
      return CompletableFuture.failedFuture(spent);
    }
    List<Claim> wanted = claims.of(principal, demand);
    String lease = UUID.randomUUID().toString();
    return store
        .take(lease, wanted)
        .thenApply(entry ->
            switch (entry) {
              case Entry.Granted granted -> new Inside(principal, lease, wanted, granted);
              case Entry.Refused refused -> throw refusal(refused);
            });
  }

  private ProblemException refusal(Entry.Refused refused) {
    Claim claim = refused.claim();
    refusals.accept(claim.unit().id());
    return new ProblemException(
        claim.unit() == Unit.STREAMS
            ? new Problem.TooManyStreams((int) Math.min(Integer.MAX_VALUE, claim.limit()))
            : new Problem.RateLimited(
                claim.unit().id(), claim.limit(), (int) RateHeaders.seconds(refused.waitMillis())));
  }

  private final class Inside implements Pass {
    private final String lease;
    private final List<Claim> taken;
    private final long second;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final AtomicBoolean left = new AtomicBoolean();

    private Inside(Principal principal, String lease, List<Claim> taken, Entry.Granted granted) {
      this.lease = lease;
      this.taken = taken;
      this.second = granted.second();
      RateHeaders.write(granted.standings(), headers);
      Budgets.warning(principal.allowance().budgets())
          .ifPresent(sentence -> headers.put("x-corral-budget-warning", sentence));
    }

    @Override
    public Map<String, String> headers() {
      return headers;
    }

    @Override
    public void leave(long tokens) {
      if (left.compareAndSet(false, true)) {
        store.settle(lease, taken, second, tokens);
      }
    }
  }
}
