package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.engine.EngineConfig;
import dev.corral.dispatcher.engine.EngineSecret;
import dev.corral.dispatcher.engine.Engines;
import dev.corral.dispatcher.manifest.ModelBlueprints;
import dev.corral.dispatcher.manifest.ModelManifests;
import dev.corral.dispatcher.manifest.ModelManifests.Surroundings;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/// Wires what models are made of.
@ApplicationScoped
public class ModelBeans {
  @Produces
  @Singleton
  ModelManifests manifests(ClusterConfig cluster, EngineConfig engines, EngineSecret secret) {
    var around =
        new Surroundings(
            cluster.namespace(),
            engines.weightsServiceAccount(),
            engines.egressCidrs().orElse(List.of()));
    return new ModelManifests(around, secret);
  }

  @Produces
  @Singleton
  ModelWorkloads workloads(KubernetesClient client, ModelManifests manifests, Engines engines) {
    return new ModelWorkloads(client, new ModelBlueprints(engines, manifests));
  }
}
