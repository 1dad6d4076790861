package dev.corral.proxy.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.dialect.TokenCount.Parts;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// No engine can make a count that does not add up.
class TokenCountTest {

  @Test
  void partsAreKept() {
    assertEquals(
        new TokenCount(1013, 4, TokenCount.Source.EXACT, new Parts(1000, 3, 2)),
        TokenCount.exact(new Usage(1013, 4, 1000, 2, 3)));
  }

  @Property
  void aPartIsNeverMoreThanItsWhole(
      @ForAll long in,
      @ForAll long out,
      @ForAll long cached,
      @ForAll long written,
      @ForAll long reasoning) {
    TokenCount count = TokenCount.exact(in, out, new Parts(cached, written, reasoning));
    Parts parts = count.parts();
    Assertions.assertTrue(count.in() >= 0 && count.in() <= 1_000_000_000);
    Assertions.assertTrue(count.out() >= 0 && count.out() <= 1_000_000_000);
    Assertions.assertTrue(parts.cached() >= 0 && parts.cacheWritten() >= 0);
    Assertions.assertTrue(parts.cached() + parts.cacheWritten() <= count.in());
    Assertions.assertTrue(parts.reasoning() >= 0 && parts.reasoning() <= count.out());
  }
}
