package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person wants of a chat application.
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "self.type == oldSelf.type", message = "type cannot be changed")
@ValidationRule(value = "self.owner == oldSelf.owner", message = "owner cannot be changed")
public record AppSpec(
    @Required AppType type,
    @Required @Pattern(SpecRules.OWNER) @Size(min = 1, max = 128) String owner,
    @JsonPropertyDescription("The models that the application may talk to.") @Size(max = 32)
        @Nullable List<@Pattern(SpecRules.NAME) @Size(min = 1, max = 40) String> models,
    @JsonPropertyDescription("The EFS access point that keeps its history.")
        @Pattern(AppSpec.STORAGE)
        @Size(max = 50)
        @Nullable String storage,
    @JsonPropertyDescription("For Flowise: the kind of chatflow.")
        @Pattern(SpecRules.NAME)
        @Size(max = 40)
        @Nullable String flavour,
    @Default("false") @Nullable Boolean suspended,
    @JsonPropertyDescription("Groups that may see and open the app.") @Size(max = 32)
        @Nullable List<@Pattern(SpecRules.GROUP) @Size(min = 1, max = 64) String> sharedWith)
    implements WorkloadSpec {
  /// The id of an EFS access point.
  public static final String STORAGE = "^fsap-[0-9a-f]{8,40}$";

  @Override
  public WorkloadKind kind() {
    return WorkloadKind.APP;
  }

  @Override
  public String family() {
    return type.wire();
  }

  @Override
  public String place() {
    return "cpu";
  }

  @Override
  public boolean computes() {
    return true;
  }

  @Override
  public int least() {
    return 0;
  }

  @Override
  public int most() {
    return 1;
  }
}
