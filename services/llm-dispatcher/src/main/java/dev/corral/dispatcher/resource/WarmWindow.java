package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/// A time of the week in which a model is kept running, by the clock of a place. A window whose end
/// is not after its start ends on the next day.
public record WarmWindow(
    @Required @JsonPropertyDescription("The days on which it starts.") @Size(min = 1, max = 7)
        List<Day> days,
    @Required @JsonPropertyDescription("When it starts, like 08:00.") @Pattern(TIME) @Size(max = 5)
        String from,
    @Required @JsonPropertyDescription("When it ends, like 18:30.") @Pattern(TIME) @Size(max = 5)
        String to,
    @Required
        @JsonPropertyDescription("The time zone, like Europe/Berlin.")
        @Pattern("^[A-Za-z]+(/[A-Za-z0-9_+-]+)*$")
        @Size(min = 1, max = 64)
        String zone) {
  public static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

  /// A day of the week.
  public enum Day {
    @JsonProperty("mon")
    MON,
    @JsonProperty("tue")
    TUE,
    @JsonProperty("wed")
    WED,
    @JsonProperty("thu")
    THU,
    @JsonProperty("fri")
    FRI,
    @JsonProperty("sat")
    SAT,
    @JsonProperty("sun")
    SUN
  }
}
