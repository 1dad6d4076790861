package dev.corral.proxy.admission;

import dev.corral.proxy.peer.PeerClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Remembers what the gateway said about people's budgets, as long as its word about keys counts,
/// and asks once, however many requests a person sends. While it is away what was known last
/// counts; of whom nothing is known no budget is spent: the token alone says who may come in.
public final class CachedPeople {
  private static final Logger LOG = Logger.getLogger(CachedPeople.class);
  private static final int MOST_ASKED_AT_ONCE = 256;

  private record Person(String id, Set<String> groups) {}

  /// @param next when it is asked again
  private record Known(Allowance allowance, Instant said, Instant next) {}

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
    this.known =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Person, Known> eldest) {
            return size() > config.remembered();
          }
        };
  }

  /// The person with what they may use; never fails because the gateway is away.
  CompletionStage<Principal> allowed(Principal who) {
    return allowance(new Person(who.id(), who.groups())).thenApply(who::with);
  }

  private CompletionStage<Allowance> allowance(Person person) {
    CompletableFuture<Allowance> flight;
    synchronized (this) {
      Known before = known.get(person);
      if (before != null && clock.instant().isBefore(before.next())) {
        return CompletableFuture.completedFuture(before.allowance());
      }
      CompletableFuture<Allowance> joined = asking.get(person);
      if (joined != null) {
        return joined;
      }
      if (asking.size() >= MOST_ASKED_AT_ONCE) {
        return CompletableFuture.completedFuture(lastKnown(before));
      }
      flight = new CompletableFuture<>();
      asking.put(person, flight);
    }
    ask(person)
        .whenComplete((allowance, failure) -> flight.complete(heard(person, allowance, failure)));
    return flight;
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
      known.put(person, new Known(allowance, now, now.plus(config.positive())));
      return allowance;
    }
    if (failure != null) {
      LOG.warnf("the gateway cannot be asked about people: %s", PeerClient.reason(failure));
    }
    Known before = known.get(person);
    Allowance last = lastKnown(before);
    Instant said = before == null ? now.minus(config.lastKnownGood()) : before.said();
    known.put(person, new Known(last, said, now.plus(config.negative())));
    return last;
  }

  private Allowance lastKnown(@Nullable Known before) {
    Duration longest = config.lastKnownGood();
    return Optional.ofNullable(before)
        .filter(word -> clock.instant().isBefore(word.said().plus(longest)))
        .map(Known::allowance)
        .orElse(Allowance.UNLIMITED);
  }
}
