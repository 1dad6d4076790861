package dev.corral.dispatcher.adapter;

import dev.corral.dispatcher.adapter.AdapterSight.OnReplica;
import dev.corral.dispatcher.adapter.AdapterSight.Setback;
import dev.corral.dispatcher.resource.AdapterStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What has to happen so that every replica has the adapters that are wanted, and what may be told
/// meanwhile: a function of what is wanted, what was seen, and the time.
///
/// @param announced what every replica has; only these names may be routed
/// @param nextLook when to look again if nothing else happens
public record AdapterPlan(
    List<AdapterStep> steps,
    List<String> announced,
    List<AdapterStatus> statuses,
    Optional<Instant> nextLook) {
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int LONGEST = 500;

  /// The plan.
  public static AdapterPlan of(AdapterWish wish, AdapterSight sight, Instant now) {
    return switch (sight) {
      case AdapterSight.NotAsked nobody ->
          new AdapterPlan(List.of(), List.of(), waiting(wish), Optional.empty());
      case AdapterSight.Seen seen -> of(wish, seen.replicas(), now);
    };
  }

  private static AdapterPlan of(AdapterWish wish, List<OnReplica> replicas, Instant now) {
    List<String> everywhere =
        wish.allowed().stream()
            .filter(name -> !replicas.isEmpty() && replicas.stream().allMatch(r -> r.has(name)))
            .toList();
    var steps = new ArrayList<AdapterStep>();
    replicas.forEach(replica -> steps.addAll(steps(wish, replica, now)));
    return new AdapterPlan(
        List.copyOf(steps),
        everywhere,
        wish.all().stream().map(one -> status(one, everywhere, replicas)).toList(),
        wish.nothing() ? Optional.empty() : Optional.of(nextLook(replicas, now)));
  }

  /// Room is made before it is taken.
  private static List<AdapterStep> steps(AdapterWish wish, OnReplica at, Instant now) {
    if (at.loaded().isEmpty()) {
      return List.of();
    }
    List<String> wanted = wish.allowed();
    Stream<AdapterStep> unload =
        at.loaded().get().stream()
            .filter(name -> !wanted.contains(name))
            .map(name -> new AdapterStep.Unload(at.replica(), name));
    Stream<AdapterStep> load =
        wanted.stream()
            .filter(name -> !at.has(name))
            .map(name -> new AdapterStep.Load(at.replica(), name));
    return Stream.concat(unload, load).filter(step -> due(at, step, now)).toList();
  }

  private static boolean due(OnReplica at, AdapterStep step, Instant now) {
    Setback setback = at.setbacks().get(step.adapter());
    return setback == null || !now.isBefore(setback.again());
  }

  private static Instant nextLook(List<OnReplica> replicas, Instant now) {
    boolean unsure = replicas.stream().anyMatch(at -> at.trouble().isPresent());
    Stream<Instant> retries =
        replicas.stream().flatMap(at -> at.setbacks().values().stream()).map(Setback::again);
    return Stream.concat(retries, Stream.of(now.plus(unsure ? SOON : LOOK)))
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .orElseThrow();
  }

  private static AdapterStatus status(
      AdapterWish.One one, List<String> everywhere, List<OnReplica> replicas) {
    String name = one.name();
    if (everywhere.contains(name)) {
      return new AdapterStatus(name, true, null);
    }
    String why =
        one.refusal()
            .map(refusal -> "Not allowed: " + refusal + ".")
            .or(() -> setback(name, replicas))
            .or(() -> replicas.stream().flatMap(at -> at.trouble().stream()).findFirst())
            .orElse("Being loaded.");
    return new AdapterStatus(
        name, false, why.length() <= LONGEST ? why : why.substring(0, LONGEST) + "…");
  }

  private static Optional<String> setback(String name, List<OnReplica> replicas) {
    List<Setback> all =
        replicas.stream()
            .filter(at -> !at.has(name))
            .flatMap(at -> Stream.ofNullable(at.setbacks().get(name)))
            .toList();
    return all.stream()
        .findFirst()
        .map(first ->
            replicas.size() == 1
                ? first.message()
                : "On %d of %d replicas: %s"
                    .formatted(all.size(), replicas.size(), first.message()));
  }

  private static List<AdapterStatus> waiting(AdapterWish wish) {
    return wish.all().stream()
        .map(one ->
            new AdapterStatus(
                one.name(),
                false,
                one.refusal()
                    .map(refusal -> "Not allowed: " + refusal + ".")
                    .orElse("It is loaded when the model runs.")))
        .toList();
  }
}
