package dev.corral.dispatcher.api;

import dev.corral.dispatcher.adapter.AdapterRules;
import dev.corral.dispatcher.discovery.KnownBedrock;
import dev.corral.dispatcher.engine.Engines;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.Model;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Wires what the endpoints share.
@ApplicationScoped
public class ApiBeans {
  @Produces
  @Singleton
  ModelViews views(Clock clock) {
    return new ModelViews(clock);
  }

  @Produces
  @Singleton
  PoolModels poolModels(Resources<Model> models, Clock clock) {
    return new PoolModels(models, clock);
  }

  @Produces
  @Singleton
  LaunchCheck launchCheck(
      Engines engines, Resources<GpuPool> pools, KnownBedrock bedrock, AdapterRules adapters) {
    return new LaunchCheck(engines, pools, new BedrockCheck(bedrock), adapters);
  }

  @Produces
  @Singleton
  WakeOrders wakeOrders(Resources<Model> models, Records records, LaunchGate gate, Clock clock) {
    return new WakeOrders(models, new WakeCheck(records), gate, clock);
  }
}
