package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.api.Resources;
import dev.corral.dispatcher.appkind.AppEndpoints;
import dev.corral.dispatcher.idle.ActivityBoard;
import dev.corral.dispatcher.idle.IdleTimes;
import dev.corral.dispatcher.kill.KillSwitch;
import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.plan.LaunchBudgets;
import dev.corral.dispatcher.plan.Planner;
import dev.corral.dispatcher.plan.ScaleTimes;
import dev.corral.dispatcher.plan.UseRules;
import dev.corral.dispatcher.pool.CapacityOutlook;
import dev.corral.dispatcher.record.Histories;
import dev.corral.dispatcher.record.RecentRecords;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.Model;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Wires reconciling: the one place that puts all parts together.
@ApplicationScoped
public class ReconcileBeans {
  /// What is read while the API server is away must have been seen before.
  void remember(
      @Observes StartupEvent event,
      Resources<Model> models,
      Resources<App> apps,
      Resources<GpuPool> pools) {}

  @Produces
  @Singleton
  Clock clock() {
    return Clock.tickMillis(java.time.ZoneOffset.UTC);
  }

  @Produces
  @Singleton
  ReconcileMeter meter(MeterRegistry meters) {
    return new ReconcileMeter(meters);
  }

  @Produces
  @Singleton
  ActivityBoard.Replicas replicas(KubernetesClient client, ClusterConfig config) {
    return new ProxyReplicas(new ServiceEndpoints(client, config.namespace()));
  }

  @Produces
  @Singleton
  AppEndpoints appEndpoints(KubernetesClient client, WorkloadNamespace namespace) {
    return new AppPlaces(new ServiceEndpoints(client, namespace.name()));
  }

  @Produces
  @Singleton
  WorkloadLoop.Deciding deciding(
      LaunchBudgets budgets,
      IdleTimes times,
      ScaleTimes scaleTimes,
      ActivityBoard board,
      Histories histories,
      KillSwitch kill,
      EngineHands engines) {
    var planner = new Planner(budgets, new UseRules(times), scaleTimes);
    return new WorkloadLoop.Deciding(planner, board::ask, histories, kill::refusal, engines);
  }

  @Produces
  @Singleton
  ModelReconciler modelReconciler(
      KubernetesClient client,
      ModelWorkloads models,
      CapacityOutlook outlooks,
      Records records,
      WorkloadLoop.Deciding deciding,
      ReconcileMeter meter,
      Leadership leadership,
      WatchBoard board) {
    var loop =
        new WorkloadLoop<>(
            new FencedWorkloads<>(models, leadership),
            new FencedCluster(new FabricCluster(client, outlooks), leadership),
            new RecentRecords(records, clock(), leadership),
            deciding,
            clock(),
            meter);
    return new ModelReconciler(loop, meter, board);
  }

  @Produces
  @Singleton
  OperatorRunner runner(
      KubernetesClient client,
      ModelReconciler models,
      GpuPoolReconciler pools,
      AppReconciler apps,
      WorkloadNamespace workloads,
      Leadership leadership) {
    return new OperatorRunner(
        client, workloads.name(), Duration.ofSeconds(45), List.of(models, apps, pools), leadership);
  }

  @Produces
  @Singleton
  Resources<Model> models(KubernetesClient client, WorkloadNamespace workloads, Memories memories) {
    var models = new ClusterResources<>(client, Model.class, workloads.name());
    var routable = new RoutableModels(models, client, workloads.name());
    return memories.of(Model.class, routable);
  }

  @Produces
  @Singleton
  Resources<App> apps(KubernetesClient client, WorkloadNamespace workloads, Memories memories) {
    return memories.of(App.class, new ClusterResources<>(client, App.class, workloads.name()));
  }

  @Produces
  @Singleton
  Resources<GpuPool> pools(
      KubernetesClient client, WorkloadNamespace workloads, Memories memories) {
    return memories.of(
        GpuPool.class, new ClusterResources<>(client, GpuPool.class, workloads.name()));
  }
}
