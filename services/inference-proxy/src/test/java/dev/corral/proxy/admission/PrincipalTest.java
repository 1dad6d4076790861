package dev.corral.proxy.admission;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.admission.Principal.Scope;
import dev.corral.proxy.dialect.Dialect;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Upstream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who may see what.
class PrincipalTest {
  private static final ModelEntry TINY =
      new ModelEntry(
          "tiny",
          new ModelEntry.Naming("u1", "tiny", Set.of(), Set.of()),
          new ModelEntry.Sharing("alice", Set.of("team-a")),
          new ModelEntry.Traits("ollama", "ollama", "idle", 2048, Instant.EPOCH, Optional.empty()),
          new Upstream.Pods(List.of()));

  private static Principal who(String id, Scope scope, String... groups) {
    return new Principal(id, Set.of(groups), Optional.empty(), scope);
  }

  @Test
  void ownerGroupAndAdmin() {
    assertTrue(who("alice", Scope.EVERYTHING, "corral-user").maySee(TINY));
    assertTrue(who("bob", Scope.EVERYTHING, "corral-user", "team-a").maySee(TINY));
    assertTrue(who("root", Scope.EVERYTHING, "corral-admin").maySee(TINY));
    assertFalse(who("bob", Scope.EVERYTHING, "corral-user").maySee(TINY));
    assertFalse(who("alice", new Scope(Set.of("other"), Set.of("*")), "corral-admin").maySee(TINY));
  }

  @Test
  void scopeOfTheDialect() {
    Principal narrow = who("alice", new Scope(Set.of("*"), Set.of("openai")), "corral-user");
    assertTrue(narrow.maySpeak(Dialect.OPENAI));
    assertFalse(narrow.maySpeak(Dialect.OLLAMA));
    assertFalse(who("eve", Scope.EVERYTHING, "others").belongs());
  }

  @Test
  void namesThatAHeaderCannotCarryNameNobody() {
    assertTrue(Principal.named("alice@example.org|1/2"));
    for (String bad : List.of("", "a b", "a\nb", "ålice", "\u017f", "a".repeat(129))) {
      assertFalse(Principal.named(bad), bad);
    }
  }
}
