package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One choice on a GPU pool's ladder: an instance type, and how it is bought.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rung(
    @Required @Pattern(Rung.WHOLE_GPUS) @Size(max = 32) String instanceType,
    @Default("on-demand") @Nullable CapacityType capacityType) {

  /// x86 families with whole NVIDIA GPUs; a fraction of one (g6f) is no `nvidia.com/gpu` for the
  /// scheduler, so that a pod would wait for ever.
  public static final String WHOLE_GPUS =
      "^(g4dn|g5|g6|g6e|gr6|g7|g7e|p3dn|p4d|p4de|p5|p5e|p5en|p6-b200|p6-b300)[.][a-z0-9-]+$";

  /// How it is bought, with the default that the CRD documents.
  public CapacityType bought() {
    return capacityType == null ? CapacityType.ON_DEMAND : capacityType;
  }

  /// As people read it: `g6.xlarge (on-demand)`.
  public String inWords() {
    return instanceType + " (" + bought().wire() + ")";
  }

  /// How capacity is bought.
  public enum CapacityType {
    @JsonProperty("on-demand")
    ON_DEMAND,
    @JsonProperty("spot")
    SPOT,
    @JsonProperty("reserved")
    RESERVED;

    /// The name used in JSON and by Karpenter.
    @JsonIgnore
    public String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
