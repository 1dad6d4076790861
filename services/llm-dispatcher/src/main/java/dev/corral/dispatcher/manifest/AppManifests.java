package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.appkind.AppAddress;
import dev.corral.dispatcher.appkind.AppConfig;
import dev.corral.dispatcher.appkind.AppKind;
import dev.corral.dispatcher.appkind.AppOrder;
import dev.corral.dispatcher.appkind.ImageRule;
import dev.corral.dispatcher.appkind.SecretText;
import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Builds what an app owns in the cluster, each carrying the hash of its content.
public final class AppManifests {
  public static final String TYPE_LABEL = "corral.dev/app-type";

  /// On the Secret: the scope with which the gateway knows its key.
  public static final String KEY_SCOPE = "corral.dev/key-scope";

  private final AppConfig config;
  private final String platformNamespace;
  private final ImageRule images;
  private final SecretText secrets;
  private final AppStorage storage;

  public AppManifests(
      AppConfig config, String platformNamespace, ImageRule images, SecretText secrets) {
    this.config = config;
    this.platformNamespace = platformNamespace;
    this.images = images;
    this.secrets = secrets;
    this.storage = new AppStorage(config);
  }

  /// Where people find the app.
  public String url(String name) {
    return new AppAddress(config.scheme(), config.domain()).of(name);
  }

  AppOrder order(WorkloadRef ref, AppSpec spec, List<String> offered) {
    return new AppOrder(ref.name(), url(ref.name()), spec, config.proxyUrl(), offered);
  }

  List<Child> children(
      WorkloadRef ref, AppKind kind, AppOrder order, WorkloadState state, int replicas) {
    AppSpec spec = order.spec();
    var all = new ArrayList<Child>();
    all.add(AppStamp.kept(ChildKind.NETWORK_POLICY, networkPolicy(ref, kind), 0));
    all.add(AppStamp.once(ChildKind.SECRET, secret(ref, kind)));
    all.add(registration(ref, spec));
    var files = files(ref, kind, order);
    files.ifPresent(map -> all.add(AppStamp.kept(ChildKind.CONFIG_MAP, map, 0)));
    all.addAll(storage.children(ref, spec, kind));
    all.add(AppStamp.kept(ChildKind.SERVICE, service(ref, kind, order, state), 0));
    all.add(
        AppStamp.kept(
            ChildKind.DEPLOYMENT, deployment(ref, kind, order, files, replicas), replicas));
    return List.copyOf(all);
  }

  List<String> kept(WorkloadRef ref, AppSpec spec, AppKind kind) {
    return storage.kept(ref, spec, kind);
  }

  Optional<Failure> flaw(AppSpec spec, AppKind kind) {
    return images
        .flaw(kind.imageKey(), kind.image(), kind.oldest())
        .map(why -> new Failure(Failure.Code.ImagePull, why))
        .or(() -> storage.flaw(spec, kind).map(why -> new Failure(Failure.Code.Bootstrap, why)));
  }

  private NetworkPolicy networkPolicy(WorkloadRef ref, AppKind kind) {
    var policy = Template.load("/manifest/app.networkpolicy.yaml", NetworkPolicy.class);
    policy.setMetadata(AppStamp.meta(ref, kind.type()));
    var rules = policy.getSpec();
    rules.getPodSelector().setMatchLabels(Map.of(ref.kind().label(), ref.name()));
    var platform = Map.of("kubernetes.io/metadata.name", platformNamespace);
    rules
        .getIngress()
        .getFirst()
        .getFrom()
        .getFirst()
        .getNamespaceSelector()
        .setMatchLabels(platform);
    var proxy = rules.getEgress().getLast();
    proxy.getTo().getFirst().getNamespaceSelector().setMatchLabels(platform);
    proxy.getPorts().getFirst().getPort().setValue(proxyPort());
    DatabaseDoor.of(config.database()).ifPresent(door -> rules.getEgress().add(door));
    return policy;
  }

  private int proxyPort() {
    int port = config.proxyUrl().getPort();
    return port > 0 ? port : 80;
  }

  private Secret secret(WorkloadRef ref, AppKind kind) {
    var data = new TreeMap<String, String>();
    kind.secrets(secrets).forEach((name, value) -> data.put(name, encoded(value)));
    data.put(AppKind.API_KEY, encoded(AppKey.text(ref.uid(), secrets)));
    return new SecretBuilder()
        .withMetadata(AppStamp.meta(ref, kind.type()))
        .withType("Opaque")
        .withImmutable(true)
        .withData(data)
        .build();
  }

  /// Says what the gateway shall know about the key; the key itself is where the Secret is.
  private static Child registration(WorkloadRef ref, AppSpec spec) {
    var scope = KeyScope.of(ref, spec).text();
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(ref.childName())
            .withNamespace(ref.namespace())
            .withAnnotations(Map.of(ModelManifests.OWNER_UID, ref.uid(), KEY_SCOPE, scope))
            .endMetadata()
            .build();
    return Child.kept(ChildKind.APP_KEY, secret, scope, 0);
  }

  private static Optional<ConfigMap> files(WorkloadRef ref, AppKind kind, AppOrder order) {
    Map<String, String> content = kind.files(order);
    return content.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ConfigMapBuilder()
                .withMetadata(AppStamp.meta(ref, kind.type()))
                .withData(new TreeMap<>(content))
                .build());
  }

  private static Service service(
      WorkloadRef ref, AppKind kind, AppOrder order, WorkloadState state) {
    var service = Template.load("/manifest/app.service.yaml", Service.class);
    service.setMetadata(AppStamp.meta(ref, kind.type()));
    service.getSpec().setSelector(Map.of(ref.kind().label(), ref.name()));
    var annotations = new TreeMap<String, String>();
    annotations.put("corral.dev/uid", ref.uid());
    annotations.put("corral.dev/url", order.url());
    annotations.put("corral.dev/state", state.visible().wire());
    annotations.put("corral.dev/owner", order.spec().owner());
    annotations.put("corral.dev/shared-with", String.join(",", order.spec().groups()));
    annotations.put(
        "corral.dev/start-path", kind.flavour(order.spec()).map(f -> f.startPath()).orElse("/"));
    service.getMetadata().setAnnotations(annotations);
    return service;
  }

  private Deployment deployment(
      WorkloadRef ref, AppKind kind, AppOrder order, Optional<ConfigMap> files, int replicas) {
    var deployment = Template.load(kind.template(), Deployment.class);
    deployment.setMetadata(AppStamp.meta(ref, kind.type()));
    deployment.getSpec().setReplicas(replicas);
    deployment.getSpec().getSelector().setMatchLabels(Map.of(ref.kind().label(), ref.name()));
    new AppPod(ref, kind, order, config.database().external())
        .fill(
            deployment.getSpec().getTemplate(), files, storage.podVolume(ref, order.spec(), kind));
    return deployment;
  }

  private static String encoded(String value) {
    return Base64.getEncoder()
        .encodeToString(value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
