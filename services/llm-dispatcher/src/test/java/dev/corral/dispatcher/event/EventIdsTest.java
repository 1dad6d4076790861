package dev.corral.dispatcher.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/// Ids grow whatever the clock does, and after a restart too.
class EventIdsTest {
  @Property
  void idsGrow(@ForAll @Size(min = 2, max = 50) List<@LongRange(min = 0, max = 5) Long> millis) {
    String last = "";
    for (long offset : millis) {
      var clock = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L + offset), ZoneOffset.UTC);
      var restarted = new EventIds(clock);
      restarted.continueAfter(last);
      for (int i = 0; i < 3; i++) {
        String next = restarted.next();
        assertThat(next).isGreaterThan(last);
        assertThat(EventIds.isId(next)).isTrue();
        last = next;
      }
    }
  }
}
