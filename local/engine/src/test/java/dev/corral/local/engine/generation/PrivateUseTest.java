package dev.corral.local.engine.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrivateUseTest {
  @Property
  void everyCharacterBeyondTheBasicPlaneSurvives(
      @ForAll @IntRange(min = 0x10000, max = 0x10FFFF) int codePoint) {
    var text = "a" + Character.toString(codePoint) + "b";
    var disguised = PrivateUse.disguise(text);
    assertTrue(disguised.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    assertEquals(text, PrivateUse.reveal(disguised));
  }

  @Test
  void dropsNulAndReplacesLoneSurrogates() {
    assertEquals("ab\uFFFDc", PrivateUse.disguise("a\0b\uD83Dc"));
  }
}
