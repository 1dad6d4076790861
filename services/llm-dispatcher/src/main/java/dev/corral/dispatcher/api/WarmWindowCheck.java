package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.resource.WarmWindow;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Checks calendar windows, the time zone too, which the CRD's rules cannot.
final class WarmWindowCheck {
  private static final int MOST = 16;

  private WarmWindowCheck() {}

  static List<FieldError> of(List<WarmWindow> windows) {
    if (windows.size() > MOST) {
      return List.of(new FieldError("keepWarm", "must be at most " + MOST + " windows"));
    }
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < windows.size(); i++) {
      check(windows.get(i), "keepWarm[" + i + "]", errors);
    }
    return errors;
  }

  private static void check(WarmWindow window, String at, List<FieldError> errors) {
    if (window.days() == null || window.days().isEmpty() || window.days().size() > 7) {
      errors.add(
          new FieldError(at + ".days", "must be 1 to 7 of mon, tue, wed, thu, fri, sat, sun"));
    }
    time(window.from(), at + ".from", errors);
    time(window.to(), at + ".to", errors);
    if (window.zone() == null || !ZoneId.getAvailableZoneIds().contains(window.zone())) {
      errors.add(new FieldError(at + ".zone", "must be a time zone like Europe/Berlin"));
    }
  }

  private static void time(String text, String at, List<FieldError> errors) {
    if (text == null || !text.matches(WarmWindow.TIME)) {
      errors.add(new FieldError(at, "must be a time like 08:00"));
    }
  }
}
