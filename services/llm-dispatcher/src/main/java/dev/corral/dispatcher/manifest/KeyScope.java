package dev.corral.dispatcher.manifest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/// What an app's key is good for: whose it is, and for which models; none means all of its owner's.
@JsonPropertyOrder({"app", "owner", "models"})
public record KeyScope(String app, String owner, List<String> models) {
  static KeyScope of(WorkloadRef ref, AppSpec spec) {
    List<String> models = spec.models() == null ? List.of() : spec.models();
    return new KeyScope(ref.name(), spec.owner(), models.stream().distinct().sorted().toList());
  }

  /// Reads [#text].
  public static KeyScope read(String text) {
    return Serialization.unmarshal(text, KeyScope.class);
  }

  /// As it is kept on the Secret: equal scopes give equal texts.
  public String text() {
    return Serialization.asJson(this);
  }
}
