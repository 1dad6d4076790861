package dev.corral.proxy.admission;

import dev.corral.proxy.peer.PeerClient;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Remembers what the gateway said about people's budgets. When its word is no longer fresh but
/// still counts, it is given at once and asked anew behind the request, once, however many requests
/// a person sends: only somebody of whom nothing is known waits for the gateway. Of whom nothing
/// can be known while it is away no budget is spent: the token alone says who may come in.
public final class CachedPeople {
  private static final Logger LOG = Logger.getLogger(CachedPeople.class);
  private static final int MOST_ASKED_AT_ONCE = 256;

  private record Person(String id, Set<String> groups) {}

  /// @param until it counts
  /// @param next when it is asked again
  private record Known(Allowance allowance, Instant until, Instant next) {}

  private final PeopleAuthority authority;
  private final KeyConfig config;
  private final Clock clock;
  private final Map<Person, Known> known;
  private final Map<Person, CompletableFuture<Allowance>> asking = new HashMap<>();

  /// In front of `authority`, with the times of `config`.
  public CachedPeople(PeopleAuthority authority, KeyConfig config, Clock clock) {
    this.authority = authority;
    this.config = config;
    this.clock = clock;
    this.known = new LatelyUsed<>(config.remembered());
  }

  /// The person with what they may use; never fails because the gateway is away.
  CompletionStage<Principal> allowed(Principal who) {
    return allowance(new Person(who.id(), who.groups())).thenApply(who::with);
  }

  private CompletionStage<Allowance> allowance(Person person) {
    CompletableFuture<Allowance> flight;
    Optional<Allowance> word;
    synchronized (this) {
      Instant now = clock.instant();
      Known before = known.get(person);
      word = counting(before, now);
      if (word.isPresent() && before != null && now.isBefore(before.next())) {
        return CompletableFuture.completedFuture(word.get());
      }
      CompletableFuture<Allowance> joined = asking.get(person);
      if (joined != null) {
        return word.<CompletionStage<Allowance>>map(CompletableFuture::completedFuture)
            .orElse(joined);
      }
      if (asking.size() >= MOST_ASKED_AT_ONCE) {
        return CompletableFuture.completedFuture(word.orElse(Allowance.UNLIMITED));
      }
      flight = new CompletableFuture<>();
      asking.put(person, flight);
    }
    ask(person)
        .whenComplete((allowance, failure) -> flight.complete(heard(person, allowance, failure)));
    return word.<CompletionStage<Allowance>>map(CompletableFuture::completedFuture).orElse(flight);
  }

  private CompletionStage<Allowance> ask(Person person) {
    try {
      return authority.ask(person.id(), person.groups());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized Allowance heard(
      Person person, @Nullable Allowance allowance, @Nullable Throwable failure) {
    asking.remove(person);
    Instant now = clock.instant();
    if (allowance != null) {
      Instant until = now.plus(config.lastKnownGood());
      known.put(person, new Known(allowance, until, now.plus(config.positive())));
      return allowance;
    }
    if (failure != null) {
      LOG.warnf("the gateway cannot be asked about people: %s", PeerClient.reason(failure));
    }
    Instant next = now.plus(config.negative());
    Known before = known.get(person);
    Known word =
        before != null && now.isBefore(before.until())
            ? new Known(before.allowance(), before.until(), next)
            : new Known(Allowance.UNLIMITED, now.plus(config.positive()), next);
    known.put(person, word);
    return word.allowance();
  }

  private static Optional<Allowance> counting(@Nullable Known before, Instant now) {
    return Optional.ofNullable(before)
        .filter(word -> now.isBefore(word.until()))
        .map(Known::allowance);
  }
}
