package dev.corral.dispatcher.plan;

import static dev.corral.dispatcher.resource.WarmWindow.Day.FRI;
import static dev.corral.dispatcher.resource.WarmWindow.Day.MON;
import static dev.corral.dispatcher.resource.WarmWindow.Day.SAT;
import static dev.corral.dispatcher.resource.WarmWindow.Day.SUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.resource.WarmWindow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Windows hold by the clock on the wall of their place, over midnight and daylight saving.
class WarmCalendarTest {
  private static final String BERLIN = "Europe/Berlin";

  @Test
  void aWindowHoldsBetweenItsHours() {
    var office = List.of(new WarmWindow(List.of(MON, FRI), "08:00", "18:30", BERLIN));
    assertThat(WarmCalendar.at(office, Instant.parse("2026-11-20T06:59:59Z"))).isEmpty();
    assertThat(WarmCalendar.at(office, Instant.parse("2026-11-20T07:00:00Z")))
        .hasValueSatisfying(
            now -> assertThat(now.to()).isEqualTo(Instant.parse("2026-11-20T17:30:00Z")));
    assertThat(WarmCalendar.at(office, Instant.parse("2026-11-20T17:30:00Z"))).isEmpty();
    assertThat(WarmCalendar.next(office, Instant.parse("2026-11-20T17:30:00Z")))
        .hasValue(Instant.parse("2026-11-23T07:00:00Z"));
  }

  @Test
  void aWindowMayEndOnTheNextDay() {
    var night = List.of(new WarmWindow(List.of(SAT), "22:00", "02:00", BERLIN));
    assertThat(WarmCalendar.at(night, Instant.parse("2026-11-22T00:30:00Z"))).isPresent();
    assertThat(WarmCalendar.at(night, Instant.parse("2026-11-22T01:00:00Z"))).isEmpty();
    var day = List.of(new WarmWindow(List.of(SAT), "00:00", "00:00", BERLIN));
    assertThat(WarmCalendar.at(day, Instant.parse("2026-11-21T22:59:59Z"))).isPresent();
    assertThat(WarmCalendar.at(day, Instant.parse("2026-11-21T23:00:00Z"))).isEmpty();
  }

  @Test
  void daylightSavingKeepsTheHours() {
    var early = List.of(new WarmWindow(List.of(SUN), "01:30", "03:30", BERLIN));
    var spring = WarmCalendar.at(early, Instant.parse("2026-03-29T00:45:00Z"));
    assertThat(spring)
        .hasValueSatisfying(now -> {
          assertThat(now.from()).isEqualTo(Instant.parse("2026-03-29T00:30:00Z"));
          assertThat(now.to()).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        });
    var autumn = WarmCalendar.at(early, Instant.parse("2026-10-25T02:00:00Z"));
    assertThat(autumn)
        .hasValueSatisfying(
            now -> assertThat(now.to()).isEqualTo(Instant.parse("2026-10-25T02:30:00Z")));
  }

  @Test
  void whatNamesNoTimeZoneNeverApplies() {
    var nowhere = List.of(new WarmWindow(List.of(FRI), "00:00", "23:59", "Mars/Olympus"));
    assertThat(WarmCalendar.at(nowhere, Instant.parse("2026-11-20T12:00:00Z"))).isEmpty();
    assertThat(WarmCalendar.next(nowhere, Instant.parse("2026-11-20T12:00:00Z"))).isEmpty();
  }
}
