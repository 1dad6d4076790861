package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.pool.LadderReading.News;
import dev.corral.dispatcher.resource.GpuPoolStatus.RungState;
import dev.corral.dispatcher.resource.GpuPoolStatus.RungStatus;
import dev.corral.dispatcher.resource.GpuPoolStatus.Try;
import dev.corral.dispatcher.resource.Rung;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads how one rung of a ladder does. Karpenter deletes the claim of a failed try within seconds,
/// and its event within an hour: each try is remembered, and counted once however often it is seen.
final class RungReading {
  private final Rung rung;
  private final List<Try> known;
  private final List<ClaimSeen> claims;
  private final List<News> news;
  private final Duration rest;
  private final boolean takingBack;
  private final Instant now;

  RungReading(PoolWanted wanted, PoolSight sight, KarpenterConfig config, Instant now, int index) {
    this.rung = wanted.spec().ladder().get(index);
    this.rest = config.rest();
    this.takingBack = wanted.deleting() || wanted.killed() || wanted.pendingStop().isPresent();
    this.now = now;
    String nodePool = wanted.ref().nodePool(index);
    this.claims = sight.claims().stream().filter(c -> nodePool.equals(c.nodePool())).toList();
    this.known = known(wanted.rungsBefore());
    var ofThisRung = Pattern.compile(Pattern.quote(nodePool) + "-[a-z0-9]{1,10}");
    Stream<News> told =
        sight.events().stream()
            .filter(event -> !event.at().isBefore(wanted.createdAt()))
            .filter(event -> ofThisRung.matcher(event.claim()).matches())
            .filter(event -> Trouble.NO_CAPACITY.equals(event.reason()))
            .map(event ->
                news(
                    event.claim(),
                    Trouble.read(event.reason(), event.message(), rung),
                    event.at()));
    Stream<News> seen =
        claims.stream().flatMap(claim -> trouble(claim, config.joinBudget()).stream());
    this.news =
        Stream.concat(told, seen)
            .filter(this::isNew)
            .sorted(Comparator.comparing((News n) -> Instant.parse(n.attempt().at())))
            .collect(ArrayList::new, RungReading::addOnce, List::addAll);
  }

  List<News> news() {
    return news;
  }

  /// Claims whose node started and will not join: they cost money until somebody ends them.
  List<String> lost() {
    return Stream.concat(known.stream(), news.stream().map(News::attempt))
        .filter(attempt -> Trouble.NOT_JOINED.equals(attempt.reason()))
        .map(Try::claim)
        .filter(name -> claims.stream().anyMatch(c -> c.name().equals(name) && !c.leaving()))
        .distinct()
        .toList();
  }

  RungStatus status(int remembered) {
    var tries = new ArrayList<Try>(known);
    news.forEach(n -> tries.add(n.attempt()));
    List<Try> kept = tries.subList(Math.max(0, tries.size() - remembered), tries.size());
    Optional<Try> last = kept.isEmpty() ? Optional.empty() : Optional.of(kept.getLast());
    boolean had = claims.stream().anyMatch(c -> c.registered() && isAfter(c, last));
    boolean resting = !had && last.filter(t -> now.isBefore(at(t).plus(rest))).isPresent();
    Optional<Try> shown = had ? Optional.empty() : last;
    return new RungStatus(
        rung.instanceType(),
        rung.bought().wire(),
        resting ? RungState.unavailable : RungState.ok,
        shown.map(Try::reason).orElse(null),
        shown.map(t -> message(t)).orElse(null),
        shown.map(Try::at).orElse(null),
        kept.isEmpty() ? null : List.copyOf(kept));
  }

  private String message(Try attempt) {
    return Trouble.NOT_JOINED.equals(attempt.reason())
        ? Trouble.notJoined(rung).message()
        : Trouble.read(attempt.reason(), "", rung).message();
  }

  private Optional<News> trouble(ClaimSeen claim, Duration joinBudget) {
    var refused = claim.launchTrouble();
    if (refused.isPresent()) {
      var mark = refused.get();
      Instant at = mark.since().orElse(now);
      return Optional.of(news(claim.name(), Trouble.read(mark.because(), mark.said(), rung), at));
    }
    boolean overdue = now.isAfter(claim.createdAt().plus(joinBudget));
    boolean givenUp = claim.leaving() && !takingBack;
    boolean lost = claim.launched() && !claim.registered() && (overdue || givenUp);
    return lost ? Optional.of(news(claim.name(), Trouble.notJoined(rung), now)) : Optional.empty();
  }

  private News news(String claim, Trouble trouble, Instant at) {
    return new News(
        rung,
        new Try(claim, trouble.code().name(), trouble.reason(), at.toString()),
        trouble.message());
  }

  /// What is older than everything remembered was forgotten on purpose.
  private boolean isNew(News found) {
    boolean forgotten = !known.isEmpty() && at(found.attempt()).isBefore(at(known.getLast()));
    return !forgotten && known.stream().noneMatch(t -> t.claim().equals(found.attempt().claim()));
  }

  private static void addOnce(List<News> all, News found) {
    if (all.stream().noneMatch(n -> n.attempt().claim().equals(found.attempt().claim()))) {
      all.add(found);
    }
  }

  private List<Try> known(List<RungStatus> before) {
    return before.stream()
        .filter(r -> r.instanceType().equals(rung.instanceType()))
        .filter(r -> r.capacityType().equals(rung.bought().wire()))
        .findFirst()
        .map(r -> Objects.requireNonNullElse(r.tries(), List.<Try>of()))
        .orElse(List.of());
  }

  private static boolean isAfter(ClaimSeen claim, Optional<Try> last) {
    return last.isEmpty()
        || claim
            .status()
            .mark("Registered")
            .flatMap(KarpenterStatus.Mark::since)
            .filter(at -> !at.isBefore(at(last.get())))
            .isPresent();
  }

  private static Instant at(Try attempt) {
    return Instant.parse(attempt.at());
  }
}
