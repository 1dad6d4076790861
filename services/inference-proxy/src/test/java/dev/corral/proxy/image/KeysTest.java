package dev.corral.proxy.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys in S3: nobody's name leads out of their own folder, and the newest picture comes first.
class KeysTest {
  @Property
  void aSegmentIsPlainAndItsOwnersAlone(
      @ForAll @StringLength(min = 1, max = 128) String one,
      @ForAll @StringLength(min = 1, max = 128) String other) {
    String segment = OwnerSegment.of(one);
    assertTrue(segment.matches("[A-Za-z0-9_!-]{1,255}"), segment);
    // Lone surrogates are no names: the gateway's rule for principals is ASCII.
    if (!one.equals(other) && ascii(one) && ascii(other)) {
      assertNotEquals(segment, OwnerSegment.of(other));
    }
  }

  private static boolean ascii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../bob", "a/b", "/", "a//b", "bob/../alice", "|", "a=b@c:d"})
  void oddNamesStayInTheirFolder(String owner) {
    String segment = OwnerSegment.of(owner);
    assertFalse(segment.contains("/") || segment.contains("."), segment);
  }

  @Test
  void aLongNameIsAHash() {
    assertTrue(OwnerSegment.of("/".repeat(128)).startsWith("!!"));
    assertNotEquals(OwnerSegment.of("/".repeat(128)), OwnerSegment.of("/".repeat(127)));
  }

  @Test
  void aLaterIdSortsBeforeAnEarlierOne() {
    String earlier = at("2026-11-21T00:00:00Z").next();
    String later = at("2026-11-21T00:00:00.001Z").next();
    assertTrue(later.compareTo(earlier) < 0);
    assertTrue(ImageIds.valid(earlier) && ImageIds.valid(later));
    assertEquals(8, java.util.UUID.fromString(later).version());
    assertEquals(2, java.util.UUID.fromString(later).variant());
  }

  private static ImageIds at(String instant) {
    return new ImageIds(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "x", "00000000-0000-4000-8000-000000000000"})
  void otherIdsAreNone(String id) {
    assertFalse(ImageIds.valid(id));
  }
}
