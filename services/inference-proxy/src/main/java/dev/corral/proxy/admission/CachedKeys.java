package dev.corral.proxy.admission;

import dev.corral.proxy.admission.Principal.Scope;
import dev.corral.proxy.peer.PeerClient;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
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

  private record Known(KeyVerdict verdict, Instant at) {}

  private final KeyAuthority authority;
  private final KeyConfig config;
  private final Clock clock;
  private final Map<String, Known> known;
  private final Map<String, CompletableFuture<KeyVerdict>> asking = new LinkedHashMap<>();

  /// In front of `authority`.
  public CachedKeys(KeyAuthority authority, KeyConfig config, Clock clock) {
    this.authority = authority;
    this.config = config;
    this.clock = clock;
    this.known =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > config.remembered();
          }
        };
  }

  @Override
  public CompletionStage<Principal> verify(Credential.Key key) {
    String hash = sha256(key.whole());
    return verdict(key.id(), hash).thenApply(this::principal);
  }

  private synchronized CompletionStage<KeyVerdict> verdict(String id, String hash) {
    Known before = known.get(hash);
    if (before != null && fresh(before)) {
      return CompletableFuture.completedFuture(before.verdict());
    }
    CompletableFuture<KeyVerdict> flight = asking.get(hash);
    if (flight == null) {
      CompletableFuture<KeyVerdict> started = new CompletableFuture<>();
      asking.put(hash, started);
      ask(id, hash, started);
      return started;
    }
    return flight;
  }

  private void ask(String id, String hash, CompletableFuture<KeyVerdict> flight) {
    authority
        .ask(id, hash)
        .whenComplete((verdict, failure) -> {
          Optional<KeyVerdict> answer = settle(hash, Optional.ofNullable(verdict), failure);
          answer.ifPresentOrElse(
              flight::complete,
              () ->
                  flight.completeExceptionally(
                      new ProblemException(new Problem.IdentityUnavailable())));
        });
  }

  private synchronized Optional<KeyVerdict> settle(
      String hash,
      Optional<KeyVerdict> verdict,
      @org.jspecify.annotations.Nullable Throwable failure) {
    asking.remove(hash);
    if (verdict.isPresent()) {
      known.put(hash, new Known(verdict.get(), clock.instant()));
      return verdict;
    }
    if (failure != null) {
      LOG.warnf("the gateway cannot be asked about keys: %s", PeerClient.reason(failure));
    }
    return Optional.ofNullable(known.get(hash)).filter(this::stillGood).map(Known::verdict);
  }

  private boolean fresh(Known entry) {
    return younger(entry, entry.verdict().active() ? config.positive() : config.negative());
  }

  private boolean stillGood(Known entry) {
    return entry.verdict().active() && younger(entry, config.lastKnownGood());
  }

  private boolean younger(Known entry, Duration age) {
    return clock.instant().isBefore(entry.at().plus(age));
  }

  private Principal principal(KeyVerdict verdict) {
    Instant expiry = Objects.requireNonNullElse(verdict.expiresAt(), Instant.MAX);
    String principal = verdict.principal();
    if (!verdict.active() || principal == null || !clock.instant().isBefore(expiry)) {
      throw new ProblemException(new Problem.Unauthorized());
    }
    return new Principal(
        principal,
        Objects.requireNonNullElse(verdict.groups(), Set.of()),
        Optional.ofNullable(verdict.keyId()),
        new Scope(
            Objects.requireNonNullElse(verdict.models(), Set.of()),
            Objects.requireNonNullElse(verdict.dialects(), Set.of())));
  }

  static String sha256(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
