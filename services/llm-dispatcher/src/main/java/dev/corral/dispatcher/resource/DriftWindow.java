package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When nodes of an outdated image or shape may be replaced, in UTC.
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.days) || self.days.all(d, self.days.exists_one(e, e == d))",
    message = "each day may be named once")
public record DriftWindow(
    @JsonPropertyDescription("The days on which the window opens; every day without any.")
        @Size(min = 1, max = 7)
        @Nullable List<WarmWindow.Day> days,
    @Required
        @JsonPropertyDescription("When it opens: hours and minutes in UTC.")
        @Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$")
        @Size(min = 5, max = 5)
        String from,
    @Required @JsonPropertyDescription("How long it stays open.") @Min(1) @Max(24) Integer hours) {}
