package dev.corral.dispatcher.resource;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/// Something one can talk to.
@Group("corral.dev")
@Version("v1alpha1")
@ShortNames("mdl")
@ValidationRule(value = "has(self.spec)", message = "spec is required")
@ValidationRule(value = SpecRules.NAME_CEL, message = SpecRules.NAME_MESSAGE)
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.replicas.ready",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Desired",
    jsonPath = ".status.replicas.desired",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "EUR/h",
    jsonPath = ".status.costPerHourEur",
    type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class Model extends CustomResource<ModelSpec, ModelStatus> implements Namespaced {
  @Override
  protected @Nullable ModelSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable ModelStatus initStatus() {
    return null;
  }
}
