package dev.corral.metrics.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The books in memory: what any store of them has to do.
public final class MemoryLedger implements Journal, Books {

  private final Set<String> facts = new HashSet<>();
  private final Map<String, Subject> subjects = new HashMap<>();
  private final Map<RollupKey, Rollup> rollups = new HashMap<>();

  @Override
  public Posting post(Event event) {
    if (event.factKeys().stream().anyMatch(facts::contains)) {
      return Posting.DUPLICATE;
    }
    facts.addAll(event.factKeys());
    return switch (event) {
      case Usage usage -> {
        rollups.merge(usage.rollupKey(), usage.rollup(), Rollup::plus);
        yield Posting.RECORDED;
      }
      case SubjectChange change -> {
        var latest = subjects.merge(change.subject().uid(), change.subject(), Subject::or);
        yield latest.equals(change.subject()) ? Posting.RECORDED : Posting.LATE;
      }
    };
  }

  @Override
  public Collection<Subject> subjects() {
    return List.copyOf(subjects.values());
  }

  @Override
  public Map<RollupKey, Rollup> rollups(Period period, Optional<String> principal) {
    return rollups.entrySet().stream()
        .filter(it -> period.contains(it.getKey().hour()))
        .filter(it -> principal.isEmpty() || principal.get().equals(it.getKey().principal()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
