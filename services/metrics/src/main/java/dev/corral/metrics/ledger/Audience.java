package dev.corral.metrics.ledger;

import java.util.Collections;
import java.util.Set;

/// On whose behalf the books are read.
public sealed interface Audience {

  /// Whether this audience may see that subject.
  boolean sees(Subject subject);

  /// An administrator: sees everything.
  record Everyone() implements Audience {
    @Override
    public boolean sees(Subject subject) {
      return true;
    }
  }

  /// A person: sees what is theirs and what is shared with one of their groups.
  record Person(String principal, Set<String> groups) implements Audience {
    /// Copies what it is given.
    public Person {
      groups = Set.copyOf(groups);
    }

    @Override
    public boolean sees(Subject subject) {
      return subject.owner().equals(principal)
          || !Collections.disjoint(subject.sharedWith(), groups);
    }
  }
}
