package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// One choice on a GPU pool's ladder: an instance type, and how it is bought.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rung(
    @Required @Pattern("^[a-z][a-z0-9-]*[.][a-z0-9-]+$") @Size(max = 32) String instanceType,
    @Default("on-demand") @Nullable CapacityType capacityType) {

  /// How capacity is bought.
  public enum CapacityType {
    @JsonProperty("on-demand")
    ON_DEMAND,
    @JsonProperty("spot")
    SPOT
  }
}
