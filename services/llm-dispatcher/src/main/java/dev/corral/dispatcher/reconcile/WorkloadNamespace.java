package dev.corral.dispatcher.reconcile;

import jakarta.enterprise.context.Dependent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The namespace of models, apps and GPU pools.
@Dependent
class WorkloadNamespace {
  private final String name;

  WorkloadNamespace(
      @ConfigProperty(name = "corral.workload-namespace", defaultValue = "corral") String name) {
    this.name = name;
  }

  String name() {
    return name;
  }
}
