package dev.corral.dispatcher.resource;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/// A node group that exists only while needed.
@Group("corral.dev")
@Version("v1alpha1")
@ValidationRule(value = "has(self.spec)", message = "spec is required")
@ValidationRule(value = SpecRules.NAME_CEL, message = SpecRules.NAME_MESSAGE)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Nodes",
    jsonPath = ".status.nodeCount",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Max",
    jsonPath = ".spec.maxNodes",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Quota",
    jsonPath = ".status.quota",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "EUR/h",
    jsonPath = ".status.hourlyCostEur",
    type = AdditionalPrinterColumn.Type.NUMBER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class GpuPool extends CustomResource<GpuPoolSpec, GpuPoolStatus>
    implements Namespaced {
  @Override
  protected @Nullable GpuPoolSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable GpuPoolStatus initStatus() {
    return null;
  }
}
