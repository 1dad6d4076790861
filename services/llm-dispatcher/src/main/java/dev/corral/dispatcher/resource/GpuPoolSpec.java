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
public record GpuPoolSpec(
    @Required
        @JsonPropertyDescription("Instance choices in the order they are tried.")
        @Size(min = 1, max = 10)
        List<Rung> ladder,
    @Default("1") @Min(1) @Max(16) @Nullable Integer maxNodes,
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
        @Nullable String adapterStore) {}
