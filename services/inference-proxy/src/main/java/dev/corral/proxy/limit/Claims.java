package dev.corral.proxy.limit;

import dev.corral.proxy.admission.Allowance.Limits;
import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.admission.Principal;
import java.util.ArrayList;
import java.util.List;

/// Which limits a request has to keep to: its key's, its owner's and those of the owner's groups.
final class Claims {
  private final LimitConfig config;

  Claims(LimitConfig config) {
    this.config = config;
  }

  List<Claim> of(Principal principal, Gate.Demand demand) {
    long tokens = demand.tokens();
    List<Claim> all = new ArrayList<>();
    principal
        .keyId()
        .ifPresent(key -> add(all, "key:" + key, principal.allowance().limits(), tokens));
    add(
        all,
        "user:" + principal.id(),
        new Limits(
            config.requestsPerMinute(), config.tokensPerMinute(), config.concurrentStreams()),
        tokens);
    config
        .group()
        .forEach((group, own) -> {
          if (principal.groups().contains(group)) {
            add(
                all,
                "group:" + group,
                new Limits(own.requestsPerMinute(), own.tokensPerMinute(), own.concurrentStreams()),
                tokens);
          }
        });
    if (demand.counted()) {
      all.removeIf(claim -> claim.unit() == Unit.REQUESTS);
    }
    return all;
  }

  private static void add(List<Claim> all, String subject, Limits limits, long tokens) {
    add(all, subject, Unit.REQUESTS, limits.requestsPerMinute(), 1);
    add(all, subject, Unit.TOKENS, limits.tokensPerMinute(), tokens);
    add(all, subject, Unit.STREAMS, limits.concurrentStreams(), 1);
  }

  private static void add(List<Claim> all, String subject, Unit unit, long limit, long amount) {
    if (limit > 0) {
      all.add(new Claim(subject, unit, limit, amount));
    }
  }
}
