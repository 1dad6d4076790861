package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a platform team wants of a node group that exists only while needed.
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "duration(self.maxLifetime) >= duration('10m') && duration(self.maxLifetime) <= duration('168h')",
    message = "maxLifetime must be between 10m and 168h")
@ValidationRule(
    value =
        "duration(self.consolidateAfter) >= duration('30s') && duration(self.consolidateAfter) <= duration('24h')",
    message = "consolidateAfter must be between 30s and 24h")
@ValidationRule(
    value =
        "duration(self.terminationGrace) >= duration('10s') && duration(self.terminationGrace) <= duration('30m')",
    message = "terminationGrace must be between 10s and 30m")
@ValidationRule(
    value =
        "self.ladder.all(r, self.ladder.exists_one(s, s.instanceType == r.instanceType && s.capacityType == r.capacityType))",
    message = "each instance type and capacity type may be on the ladder once")
@ValidationRule(
    value =
        "!self.ladder.exists(r, r.capacityType == 'reserved') || has(self.capacityReservations)",
    message = "a reserved choice needs capacityReservations")
@ValidationRule(
    value = "!has(self.amiParameter) || !self.amiParameter.startsWith('/aws/reference/')",
    message = "amiParameter must name an image, not a secret")
public record GpuPoolSpec(
    @Required
        @JsonPropertyDescription("Instance choices in the order they are tried.")
        @Size(min = 1, max = 10)
        List<Rung> ladder,
    @Default("1")
        @JsonPropertyDescription("No more nodes than this at once, whatever their type.")
        @Min(1)
        @Max(16)
        @Nullable Integer maxNodes,
    @Default("8h")
        @JsonPropertyDescription("No node lives longer than this.")
        @Pattern(SpecRules.DURATION)
        @Size(min = 2, max = 16)
        @Nullable String maxLifetime,
    @JsonPropertyDescription("The SSM parameter that names the node image.")
        @Pattern("^/[A-Za-z0-9._/-]+$")
        @Size(max = 256)
        @Nullable String amiParameter,
    @JsonPropertyDescription("Size of the root volume in GiB.") @Default("100") @Min(20) @Max(2000)
        @Nullable Integer rootVolume,
    @JsonPropertyDescription("Where adapters are kept.")
        @Pattern("^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._-]+)*$")
        @Size(max = 256)
        @Nullable String adapterStore,
    @Default("5m")
        @JsonPropertyDescription("A node without work is removed after this long.")
        @Pattern(SpecRules.DURATION)
        @Size(min = 2, max = 16)
        @Nullable String consolidateAfter,
    @Default("3m")
        @JsonPropertyDescription("How long a leaving node waits for its pods to end.")
        @Pattern(SpecRules.DURATION)
        @Size(min = 2, max = 16)
        @Nullable String terminationGrace,
    @JsonPropertyDescription(
            "When nodes of an outdated image or shape may be replaced; 02:00 to 06:00 UTC by default.")
        @Nullable DriftWindow driftWindow,
    @JsonPropertyDescription("The EC2 capacity reservations that a reserved choice may use.")
        @Size(min = 1, max = 10)
        @Nullable List<@Pattern("^cr-[0-9a-z]+$") @Size(min = 4, max = 40) String>
            capacityReservations,
    @Default("false")
        @JsonPropertyDescription("A suspended pool starts no node; what runs keeps running.")
        @Nullable Boolean suspended) {

  /// No more nodes than this at once.
  public int mostNodes() {
    return maxNodes == null ? 1 : maxNodes;
  }

  /// True when no node may start.
  public boolean paused() {
    return Boolean.TRUE.equals(suspended);
  }

  /// The spec with every absent field at the default that the CRD documents.
  public GpuPoolSpec defaulted() {
    return new GpuPoolSpec(
        ladder,
        maxNodes == null ? Integer.valueOf(1) : maxNodes,
        maxLifetime == null ? "8h" : maxLifetime,
        amiParameter,
        rootVolume == null ? Integer.valueOf(100) : rootVolume,
        adapterStore,
        consolidateAfter == null ? "5m" : consolidateAfter,
        terminationGrace == null ? "3m" : terminationGrace,
        driftWindow,
        capacityReservations,
        suspended == null ? Boolean.FALSE : suspended);
  }
}
