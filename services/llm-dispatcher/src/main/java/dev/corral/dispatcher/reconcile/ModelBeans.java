package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.adapter.AdapterDesk;
import dev.corral.dispatcher.adapter.AdapterRules;
import dev.corral.dispatcher.adapter.AdapterTimes;
import dev.corral.dispatcher.adapter.VllmDoor;
import dev.corral.dispatcher.discovery.KnownBedrock;
import dev.corral.dispatcher.engine.EngineConfig;
import dev.corral.dispatcher.engine.EngineSecret;
import dev.corral.dispatcher.engine.Engines;
import dev.corral.dispatcher.engine.KnownModels;
import dev.corral.dispatcher.engine.Weights;
import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.manifest.ModelBlueprints;
import dev.corral.dispatcher.manifest.ModelManifests;
import dev.corral.dispatcher.manifest.ModelManifests.Surroundings;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

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
  KnownModels knownModels(KnownBedrock bedrock) {
    return source ->
        switch (bedrock.look(source)) {
          case KnownBedrock.Verdict.Gone gone -> Optional.of(gone.sentence());
          case KnownBedrock.Verdict.Unknown unknown -> Optional.of(unknown.sentence());
          case KnownBedrock.Verdict.Known known -> Optional.empty();
          case KnownBedrock.Verdict.Legacy legacy -> Optional.empty();
          case KnownBedrock.Verdict.Unasked unasked -> Optional.empty();
        };
  }

  @Produces
  @Singleton
  ModelWorkloads workloads(
      KubernetesClient client, ModelManifests manifests, Engines engines, AdapterRules adapters) {
    return new ModelWorkloads(client, new ModelBlueprints(engines, manifests, adapters));
  }

  @Produces
  @Singleton
  AdapterRules adapterRules(AdapterTimes config) {
    return new AdapterRules(config.allowHf());
  }

  @Produces
  @Singleton
  EngineHands engineHands(
      EngineSecret secret, AdapterTimes times, Clock clock, Leadership leadership) {
    var door =
        new VllmDoor(uid -> secret.keys().map(keys -> keys.api(uid)), Weights.ADAPTERS, times);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    return new EngineHands.AtDesk(new AdapterDesk(door, times, clock, threads), leadership);
  }
}
