package dev.corral.proxy.admission;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Knows how much a person may use who comes with an access token. A failed stage means that it
/// could not be asked.
@FunctionalInterface
public interface PeopleAuthority {
  /// The word about a person of these groups.
  CompletionStage<Allowance> ask(String principal, Set<String> groups);
}
