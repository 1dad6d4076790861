package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.appkind.AppConfig;
import dev.corral.dispatcher.appkind.AppKinds;
import dev.corral.dispatcher.appkind.ImageRule;
import dev.corral.dispatcher.appkind.SecretText;
import dev.corral.dispatcher.engine.Images;
import dev.corral.dispatcher.idle.ServiceToken;
import dev.corral.dispatcher.key.GatewayKeys;
import dev.corral.dispatcher.key.KeyRegistry;
import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.manifest.AppManifests;
import dev.corral.dispatcher.pool.CapacityOutlook;
import dev.corral.dispatcher.record.RecentRecords;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.storage.AccessPoints;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Wires what apps need besides what all workloads need.
@ApplicationScoped
public class AppBeans {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  @Produces
  @Singleton
  ImageRule imageRule(Images images) {
    return new ImageRule(images);
  }

  @Produces
  @Singleton
  AppKinds appKinds(AppConfig config) {
    return new AppKinds(config);
  }

  @Produces
  @Singleton
  AppManifests appManifests(AppConfig config, ClusterConfig cluster, ImageRule images) {
    return new AppManifests(config, cluster.namespace(), images, SecretText.secure());
  }

  @Produces
  @Singleton
  KeyRegistry keyRegistry(
      Clock clock,
      @ConfigProperty(name = "corral.gateway.internal-url") Optional<URI> gateway,
      @ConfigProperty(name = "corral.service-token-file") Optional<Path> tokenFile) {
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    return new GatewayKeys(http, gateway, new ServiceToken(tokenFile, clock)::read);
  }

  @Produces
  @Singleton
  AppWorkloads appWorkloads(KubernetesClient client, AppManifests manifests, AppKinds kinds) {
    return new AppWorkloads(client, manifests, kinds);
  }

  @Produces
  @Singleton
  AppCluster appCluster(
      KubernetesClient client,
      CapacityOutlook outlooks,
      KeyRegistry keys,
      AccessPoints points,
      AppConfig config) {
    return new AppCluster(
        new FabricCluster(client, outlooks),
        new AppKeys(new FabricAppSecrets(client), keys),
        new AppVolumes(new FabricVolumes(client), points, config));
  }

  @Produces
  @Singleton
  AppReconciler appReconciler(
      AppWorkloads apps,
      AppCluster cluster,
      Records records,
      WorkloadLoop.Deciding deciding,
      Clock clock,
      ReconcileMeter meter,
      Leadership leadership,
      WatchBoard board) {
    var fenced = new FencedCluster(cluster, leadership);
    return new AppReconciler(
        new WorkloadLoop<>(
            new FencedWorkloads<>(apps, leadership),
            fenced,
            new RecentRecords(records, clock, leadership),
            deciding,
            clock,
            meter),
        meter,
        board);
  }
}
