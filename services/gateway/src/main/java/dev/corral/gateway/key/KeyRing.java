package dev.corral.gateway.key;

import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.session.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes, lists, revokes and verifies keys.
public class KeyRing {
  private static final Pattern ID = Pattern.compile("[a-z0-9]{12}");
  private static final String NO_HASH = "0".repeat(64);
  static final List<String> EVERY_DIALECT = List.of("openai", "anthropic", "ollama");

  private final KeyTable table;
  private final AppKeyTable appKeys;
  private final KeyConfig config;
  private final Clock clock;
  private final SecureRandom random;

  public KeyRing(
      KeyTable table, AppKeyTable appKeys, KeyConfig config, Clock clock, SecureRandom random) {
    this.appKeys = appKeys;
    this.table = table;
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  NewKey create(Caller caller, KeyRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    KeyText text = KeyText.random(random);
    ApiKey key =
        new ApiKey(
            text.id(),
            text.sha256(),
            new ApiKey.Owner(caller.id(), caller.groups().stream().sorted().toList()),
            request.name(),
            new ApiKey.Scope(models(request), dialects(request)),
            new ApiKey.Life(now, expiry(request.expiresAt(), now)),
            Optional.empty(),
            allowance(request));
    if (!table.add(key, config.maxPerPrincipal()) && !addAfterSweep(key, now)) {
      throw new ProblemException(
          new Problem.Conflict(
              "You have " + config.maxPerPrincipal() + " keys, the most allowed: revoke one."));
    }
    return NewKey.of(key, text);
  }

  List<ApiKey> list(String principal) {
    return Stream.concat(table.all(table.ids(principal)).stream(), appKeys.of(principal).stream())
        .sorted(Comparator.comparing((ApiKey k) -> k.life().createdAt()).reversed())
        .toList();
  }

  void revoke(String principal, String id) {
    if (ID.matcher(id).matches()) {
      refuseOfApp(principal, id);
    }
    if (!ID.matcher(id).matches() || !table.remove(principal, id)) {
      throw new ProblemException(new Problem.NotFound());
    }
  }

  /// The key, if it is live and `sha256` is its hash. An unknown id takes the same path as a wrong
  /// hash.
  Optional<ApiKey> verify(@Nullable String id, @Nullable String sha256) {
    String asked = Objects.requireNonNullElse(id, "");
    Optional<ApiKey> found = ID.matcher(asked).matches() ? table.find(asked) : Optional.empty();
    boolean same =
        MessageDigest.isEqual(
            bytes(found.map(ApiKey::sha256).orElse(NO_HASH)),
            bytes(Objects.requireNonNullElse(sha256, "")));
    Instant now = clock.instant();
    return found.filter(k -> same && !k.life().isOver(now));
  }

  /// The key of an app goes with the app: without it the app would only seem to work.
  private void refuseOfApp(String principal, String id) {
    table
        .find(id)
        .filter(key -> key.owner().principal().equals(principal))
        .flatMap(ApiKey::app)
        .ifPresent(app -> {
          throw new ProblemException(
              new Problem.Conflict(
                  "It is the key of the app `" + app.name() + "`: terminate the app."));
        });
  }

  private boolean addAfterSweep(ApiKey key, Instant now) {
    String principal = key.owner().principal();
    List<String> gone = new ArrayList<>(table.ids(principal));
    for (ApiKey held : table.all(gone)) {
      if (held.life().isOver(now)) {
        table.remove(principal, held.id());
      }
      gone.remove(held.id());
    }
    gone.forEach(id -> table.forget(principal, id));
    return table.add(key, config.maxPerPrincipal());
  }

  private Optional<Instant> expiry(@Nullable Instant asked, Instant now) {
    Optional<Instant> latest = config.maxLife().map(now::plus);
    if (asked == null) {
      return latest;
    }
    if (!asked.isAfter(now)) {
      throw new ProblemException(new Problem.InvalidField("expiresAt", "must be in the future"));
    }
    if (latest.isPresent() && asked.isAfter(latest.get())) {
      throw new ProblemException(
          new Problem.InvalidField("expiresAt", "must not be after " + latest.get()));
    }
    return Optional.of(asked.truncatedTo(ChronoUnit.MILLIS));
  }

  private static List<String> models(KeyRequest request) {
    List<String> asked = Objects.requireNonNullElse(request.models(), List.of("*"));
    if (asked.contains("*") && asked.size() > 1) {
      throw new ProblemException(new Problem.InvalidField("models", "* stands alone"));
    }
    return asked.stream().distinct().toList();
  }

  private static List<String> dialects(KeyRequest request) {
    return Objects.requireNonNullElse(request.dialects(), EVERY_DIALECT).stream()
        .distinct()
        .toList();
  }

  private static ApiKey.Allowance allowance(KeyRequest request) {
    return new ApiKey.Allowance(
        Optional.ofNullable(request.limits()).filter(limits -> !limits.nothing()),
        Optional.ofNullable(request.budgetEur()));
  }

  private static byte[] bytes(String hex) {
    return hex.getBytes(StandardCharsets.UTF_8);
  }
}
