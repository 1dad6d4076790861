package dev.corral.proxy.admission;

import dev.corral.proxy.admission.Principal.Scope;
import dev.corral.proxy.peer.PeerClient;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/// Remembers what the gateway said about a key, by the hash of the whole key: briefly in normal
/// times, longer for keys that were valid while the gateway is away. Asks once, however many
/// requests carry the same key.
public final class CachedKeys implements KeyVerifier {
  private static final Logger LOG = Logger.getLogger(CachedKeys.class);

  private static final int MOST_ASKED_AT_ONCE = 256;

  private record Known(KeyVerdict verdict, Instant at) {}

  private final KeyAuthority authority;
  private final KeyConfig config;
  private final Clock clock;
  private final Map<String, Known> good;
  private final Map<String, Known> bad;
  private final Map<String, CompletableFuture<KeyVerdict>> asking = new HashMap<>();

  /// In front of `authority`.
  public CachedKeys(KeyAuthority authority, KeyConfig config, Clock clock) {
    this.authority = authority;
    this.config = config;
    this.clock = clock;
    // Good and bad keys apart: nobody can push good ones out by guessing.
    this.good = new LatelyUsed<>(config.remembered());
    this.bad = new LatelyUsed<>(config.remembered());
  }

  @Override
  public CompletionStage<Principal> verify(KeyProof key) {
    return verdict(key.id(), key.sha256()).thenApply(this::principal);
  }

  private synchronized CompletionStage<KeyVerdict> verdict(String id, String hash) {
    Optional<Known> before = known(hash).filter(this::fresh);
    if (before.isPresent()) {
      return CompletableFuture.completedFuture(before.get().verdict());
    }
    CompletableFuture<KeyVerdict> flight = asking.get(hash);
    if (flight != null) {
      return flight;
    }
    if (asking.size() >= MOST_ASKED_AT_ONCE) {
      return CompletableFuture.failedFuture(unavailable());
    }
    CompletableFuture<KeyVerdict> started = new CompletableFuture<>();
    asking.put(hash, started);
    ask(id, hash, started);
    return started;
  }

  private Optional<Known> known(String hash) {
    Known entry = good.get(hash);
    return Optional.ofNullable(entry == null ? bad.get(hash) : entry);
  }

  private void ask(String id, String hash, CompletableFuture<KeyVerdict> flight) {
    Instant asked = clock.instant();
    answer(id, hash)
        .whenComplete((verdict, failure) -> {
          Optional<KeyVerdict> answer =
              failure == null
                  ? Optional.of(heard(hash, new Known(verdict, asked)))
                  : withoutAnswer(hash, failure);
          answer.ifPresentOrElse(
              flight::complete, () -> flight.completeExceptionally(unavailable()));
        });
  }

  private CompletionStage<KeyVerdict> answer(String id, String hash) {
    try {
      return authority.ask(id, hash);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static ProblemException unavailable() {
    return new ProblemException(new Problem.IdentityUnavailable());
  }

  /// What is said was true when it was asked; a revocation may have overtaken the answer.
  private synchronized KeyVerdict heard(String hash, Known entry) {
    asking.remove(hash);
    boolean active = entry.verdict().active();
    (active ? bad : good).remove(hash);
    (active ? good : bad).put(hash, entry);
    return entry.verdict();
  }

  private synchronized Optional<KeyVerdict> withoutAnswer(String hash, Throwable failure) {
    asking.remove(hash);
    LOG.warnf("the gateway cannot be asked about keys: %s", PeerClient.reason(failure));
    return PeerClient.away(failure)
        ? Optional.ofNullable(good.get(hash)).filter(this::stillGood).map(Known::verdict)
        : Optional.empty();
  }

  private boolean fresh(Known entry) {
    return younger(entry, entry.verdict().active() ? config.positive() : config.negative());
  }

  private boolean stillGood(Known entry) {
    return younger(entry, config.lastKnownGood());
  }

  private boolean younger(Known entry, Duration age) {
    return clock.instant().isBefore(entry.at().plus(age));
  }

  private Principal principal(KeyVerdict verdict) {
    Instant expiry = Objects.requireNonNullElse(verdict.expiresAt(), Instant.MAX);
    String principal = verdict.principal();
    if (!verdict.active()
        || principal == null
        || !Principal.named(principal)
        || !clock.instant().isBefore(expiry)) {
      throw new ProblemException(new Problem.Unauthorized());
    }
    return new Principal(
        principal,
        Objects.requireNonNullElse(verdict.groups(), Set.of()),
        Optional.ofNullable(verdict.keyId()),
        new Scope(
            Objects.requireNonNullElse(verdict.models(), Set.of()),
            Objects.requireNonNullElse(verdict.dialects(), Set.of())),
        verdict.allowance());
  }
}
