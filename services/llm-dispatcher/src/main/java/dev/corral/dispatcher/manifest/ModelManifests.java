package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.engine.EngineKeys;
import dev.corral.dispatcher.engine.EnginePod;
import dev.corral.dispatcher.engine.EngineSecret;
import dev.corral.dispatcher.engine.PodEngine;
import dev.corral.dispatcher.engine.Route;
import dev.corral.dispatcher.engine.ServedModel;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Builds what a model owns in the cluster, each carrying the hash of its content.
public final class ModelManifests {
  public static final String MODEL_LABEL = WorkloadKind.MODEL.label();
  public static final String ENGINE_LABEL = "corral.dev/engine";
  public static final String OWNER_UID = "corral.dev/owner-uid";
  public static final String HASH = "corral.dev/hash";
  public static final String MANAGER = "corral-dispatcher";

  private final Surroundings surroundings;
  private final EngineSecret secret;

  /// What models find around them in every cluster.
  ///
  /// @param proxyNamespace where the inference-proxy is
  /// @param fetchAccount the service account of pods that read S3
  /// @param egress addresses inside the network that they may reach by HTTPS
  public record Surroundings(
      String proxyNamespace, Optional<String> fetchAccount, List<String> egress) {}

  public ModelManifests(Surroundings surroundings, EngineSecret secret) {
    this.surroundings = surroundings;
    this.secret = secret;
  }

  /// What changes while a model runs.
  ///
  /// @param adapters the adapters that every replica has
  record Now(WorkloadState state, int replicas, List<String> adapters) {}

  /// Every object of a model in pods, in the order to make them.
  List<Child> pods(WorkloadRef ref, ServedModel model, PodEngine engine, Now now) {
    var meta = new ModelMeta(ref, engine.kind());
    EnginePod pod = engine.pod(model);
    var all = new ArrayList<Child>();
    all.add(ModelMeta.finished(ChildKind.NETWORK_POLICY, networkPolicy(meta, model.adapted()), 0));
    var read = new TreeMap<String, String>();
    if (engine.keyed()) {
      Secret keys = keys(meta);
      read.put("corral.dev/keys", Template.fingerprint(keys.getData()));
      all.add(ModelMeta.finished(ChildKind.SECRET, keys, 0));
    }
    if (!pod.files().isEmpty()) {
      read.put("corral.dev/files", Template.fingerprint(pod.files()));
      all.add(ModelMeta.finished(ChildKind.CONFIG_MAP, files(meta, pod), 0));
    }
    var service = new ModelService(meta, model.spec(), now.state(), now.adapters());
    all.add(
        ModelMeta.finished(ChildKind.SERVICE, service.toPods(engine.dialect(), engine.port()), 0));
    var pods = new ModelPods(meta, model.spec(), pod, surroundings.fetchAccount());
    all.add(
        ModelMeta.finished(
            ChildKind.DEPLOYMENT, pods.deployment(now.replicas(), read), now.replicas()));
    return List.copyOf(all);
  }

  /// The one object of a model elsewhere.
  List<Child> route(
      WorkloadRef ref, ServedModel model, Engine engine, Route route, WorkloadState state) {
    var service = new ModelService(new ModelMeta(ref, engine), model.spec(), state, List.of());
    return List.of(ModelMeta.finished(ChildKind.SERVICE, service.to(route), 0));
  }

  /// @param adapted true when the dispatcher, too, has something to say to the engine
  private NetworkPolicy networkPolicy(ModelMeta meta, boolean adapted) {
    var policy = Template.load("/manifest/model.networkpolicy.yaml", NetworkPolicy.class);
    policy.setMetadata(meta.meta());
    policy.getSpec().getPodSelector().setMatchLabels(Map.of(MODEL_LABEL, meta.ref().name()));
    var callers = new ArrayList<>(policy.getSpec().getIngress().getFirst().getFrom());
    callers
        .getFirst()
        .getNamespaceSelector()
        .setMatchLabels(Map.of("kubernetes.io/metadata.name", surroundings.proxyNamespace()));
    if (adapted) {
      callers.add(
          new NetworkPolicyPeerBuilder(callers.getFirst())
              .editPodSelector()
              .withMatchLabels(Map.of("app.kubernetes.io/name", "llm-dispatcher"))
              .endPodSelector()
              .build());
    }
    policy.getSpec().getIngress().getFirst().setFrom(callers);
    var https = new ArrayList<>(policy.getSpec().getEgress().getLast().getTo());
    for (String cidr : surroundings.egress()) {
      https.add(
          new NetworkPolicyPeerBuilder().withNewIpBlock().withCidr(cidr).endIpBlock().build());
    }
    policy.getSpec().getEgress().getLast().setTo(https);
    return policy;
  }

  private Secret keys(ModelMeta meta) {
    EngineKeys keys = secret.keys().orElseThrow();
    String uid = meta.ref().uid();
    // In one order: the hash of the Secret must not depend on the run.
    var data = new TreeMap<String, String>();
    data.put("admin-key", base64(keys.admin(uid)));
    data.put("api-key", base64(keys.api(uid)));
    return new SecretBuilder().withMetadata(meta.meta()).withType("Opaque").withData(data).build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ConfigMap files(ModelMeta meta, EnginePod pod) {
    return new ConfigMapBuilder().withMetadata(meta.meta()).withData(pod.files()).build();
  }
}
