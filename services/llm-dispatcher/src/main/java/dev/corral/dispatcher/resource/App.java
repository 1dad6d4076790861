package dev.corral.dispatcher.resource;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/// A chat application launched for a user.
@Group("corral.dev")
@Version("v1alpha1")
@ValidationRule(value = "has(self.spec)", message = "spec is required")
@ValidationRule(value = SpecRules.NAME_CEL, message = SpecRules.NAME_MESSAGE)
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class App extends CustomResource<AppSpec, AppStatus> implements Namespaced {
  @Override
  protected @Nullable AppSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable AppStatus initStatus() {
    return null;
  }
}
