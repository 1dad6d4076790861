package dev.corral.dispatcher.api;

import dev.corral.dispatcher.adapter.AdapterRules;
import dev.corral.dispatcher.appkind.AppAddress;
import dev.corral.dispatcher.appkind.AppConfig;
import dev.corral.dispatcher.appkind.AppKinds;
import dev.corral.dispatcher.discovery.KnownBedrock;
import dev.corral.dispatcher.engine.Engines;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.resource.App;
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

  @Produces
  @Singleton
  AppViews appViews(AppConfig config, Clock clock) {
    return new AppViews(new AppAddress(config.scheme(), config.domain()), clock);
  }

  @Produces
  @Singleton
  AppRules appRules(Resources<App> apps, Resources<Model> models, AppKinds kinds, LaunchGate gate) {
    return new AppRules(apps, models, kinds, gate);
  }

  @Produces
  @Singleton
  LiveResources<App> liveApps(Resources<App> apps, Clock clock) {
    return new LiveResources<>(apps, "app", clock);
  }

  @Produces
  @Singleton
  WakeCheck wakeCheck(Records records) {
    return new WakeCheck(records);
  }
}
