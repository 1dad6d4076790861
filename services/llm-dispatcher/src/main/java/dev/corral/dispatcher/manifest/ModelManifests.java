package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.engine.ModelEngine;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Builds what a model owns in the cluster, each carrying the hash of its content.
public final class ModelManifests {
  public static final String MODEL_LABEL = WorkloadKind.MODEL.label();
  public static final String ENGINE_LABEL = "corral.dev/engine";
  public static final String OWNER_UID = "corral.dev/owner-uid";
  public static final String HASH = "corral.dev/hash";
  public static final String MANAGER = "corral-dispatcher";

  private final String proxyNamespace;

  public ModelManifests(String proxyNamespace) {
    this.proxyNamespace = proxyNamespace;
  }

  /// Every object of the model, in the order to make them.
  public List<Child> children(
      WorkloadRef ref, ModelSpec spec, ModelEngine engine, WorkloadState state, int replicas) {
    var all = new ArrayList<Child>();
    all.add(finished(ChildKind.NETWORK_POLICY, networkPolicy(ref, engine), 0));
    all.add(finished(ChildKind.SERVICE, service(ref, spec, engine, state), 0));
    all.add(finished(ChildKind.DEPLOYMENT, deployment(ref, spec, engine, replicas), replicas));
    return List.copyOf(all);
  }

  private NetworkPolicy networkPolicy(WorkloadRef ref, ModelEngine engine) {
    var policy = Template.load("/manifest/model.networkpolicy.yaml", NetworkPolicy.class);
    policy.setMetadata(meta(ref, engine));
    policy.getSpec().getPodSelector().setMatchLabels(Map.of(MODEL_LABEL, ref.name()));
    var proxies = policy.getSpec().getIngress().getFirst().getFrom().getFirst();
    proxies
        .getNamespaceSelector()
        .setMatchLabels(Map.of("kubernetes.io/metadata.name", proxyNamespace));
    return policy;
  }

  private Service service(
      WorkloadRef ref, ModelSpec spec, ModelEngine engine, WorkloadState state) {
    var service = Template.load("/manifest/model.service.yaml", Service.class);
    service.setMetadata(meta(ref, engine));
    service.getSpec().setSelector(Map.of(MODEL_LABEL, ref.name()));
    var annotations = new TreeMap<String, String>();
    annotations.put("corral.dev/served-name", ref.name());
    annotations.put("corral.dev/aliases", "");
    annotations.put("corral.dev/adapters", "[]");
    annotations.put("corral.dev/state", routing(state));
    annotations.put("corral.dev/owner", spec.owner());
    annotations.put(
        "corral.dev/shared-with",
        String.join(",", Objects.requireNonNullElse(spec.sharedWith(), List.of())));
    annotations.put(
        "corral.dev/context-length",
        Integer.toString(Objects.requireNonNullElse(spec.contextLength(), 2048)));
    annotations.put("corral.dev/dialect", engine.dialect());
    service.getMetadata().setAnnotations(annotations);
    return service;
  }

  /// A marked model takes nothing new: who wants it has it woken, which takes the mark away. So
  /// nobody is sent to a replica that is about to go.
  private static String routing(WorkloadState state) {
    return state instanceof WorkloadState.Draining ? "draining" : state.visible().wire();
  }

  private Deployment deployment(WorkloadRef ref, ModelSpec spec, ModelEngine engine, int replicas) {
    var deployment = Template.load(engine.template(), Deployment.class);
    deployment.setMetadata(meta(ref, engine));
    deployment.getSpec().setReplicas(replicas);
    deployment.getSpec().getSelector().setMatchLabels(Map.of(MODEL_LABEL, ref.name()));
    var template = deployment.getSpec().getTemplate();
    template.setMetadata(new ObjectMetaBuilder().withLabels(labels(ref, engine)).build());
    var pod = template.getSpec();
    fill(pod.getInitContainers().getFirst(), engine, engine.weightsEnvironment(ref.name(), spec));
    fill(pod.getContainers().getFirst(), engine, engine.engineEnvironment(spec));
    return deployment;
  }

  private static void fill(Container container, ModelEngine engine, Map<String, String> values) {
    container.setImage(engine.image());
    var environment = new ArrayList<>(container.getEnv());
    values.forEach((name, value) -> environment.add(new EnvVar(name, value, null)));
    container.setEnv(environment);
  }

  private static ObjectMeta meta(WorkloadRef ref, ModelEngine engine) {
    return new ObjectMetaBuilder()
        .withName(ref.childName())
        .withNamespace(ref.namespace())
        .withLabels(labels(ref, engine))
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("corral.dev/v1alpha1")
                .withKind("Model")
                .withName(ref.name())
                .withUid(ref.uid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .build();
  }

  private static Map<String, String> labels(WorkloadRef ref, ModelEngine engine) {
    return new TreeMap<>(
        Map.of(
            "app.kubernetes.io/name",
            engine.name(),
            "app.kubernetes.io/instance",
            ref.name(),
            "app.kubernetes.io/component",
            "model",
            "app.kubernetes.io/part-of",
            "corral",
            "app.kubernetes.io/managed-by",
            MANAGER,
            MODEL_LABEL,
            ref.name(),
            ENGINE_LABEL,
            engine.name()));
  }

  private static Child finished(ChildKind kind, HasMetadata resource, int replicas) {
    String hash = Template.hash(resource);
    var annotations = new TreeMap<String, String>();
    annotations.putAll(
        Objects.requireNonNullElse(resource.getMetadata().getAnnotations(), Map.of()));
    annotations.put(HASH, hash);
    resource.getMetadata().setAnnotations(annotations);
    return Child.kept(kind, resource, hash, replicas);
  }
}
