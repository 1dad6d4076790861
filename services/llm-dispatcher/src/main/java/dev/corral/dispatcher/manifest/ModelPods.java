package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.engine.EnginePod;
import dev.corral.dispatcher.engine.Fetch;
import dev.corral.dispatcher.engine.Footprint;
import dev.corral.dispatcher.resource.ModelSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The Deployment of a model: the engine's base Deployment with everything that varies put in as
/// data.
///
/// @param fetchAccount the service account of pods that read S3
record ModelPods(ModelMeta meta, ModelSpec spec, EnginePod pod, Optional<String> fetchAccount) {
  private static final String GPU = "nvidia.com/gpu";
  private static final String COMPUTE_LABEL = "corral.dev/compute";

  /// Replicas of it. The fingerprint of what they read from elsewhere restarts them when it
  /// changes.
  Deployment deployment(int replicas, Map<String, String> fingerprints) {
    var deployment = Template.load(pod.template(), Deployment.class);
    deployment.setMetadata(meta.meta());
    deployment.getSpec().setReplicas(replicas);
    deployment
        .getSpec()
        .getSelector()
        .setMatchLabels(Map.of(ModelManifests.MODEL_LABEL, meta.ref().name()));
    var labels = new TreeMap<>(meta.labels());
    labels.put(COMPUTE_LABEL, spec.place());
    var annotations = new TreeMap<>(fingerprints);
    PodSpec podSpec = deployment.getSpec().getTemplate().getSpec();
    if (pod.fetches().stream().anyMatch(Fetch::reachesAws)) {
      fetchAccount.ifPresent(podSpec::setServiceAccountName);
      annotations.put("eks.amazonaws.com/skip-containers", "engine");
    }
    deployment
        .getSpec()
        .getTemplate()
        .setMetadata(
            new ObjectMetaBuilder().withLabels(labels).withAnnotations(annotations).build());
    fill(podSpec);
    if (pod.footprint().gpus() > 0) {
      onGpus(deployment);
    }
    return deployment;
  }

  private void fill(PodSpec podSpec) {
    Container base = podSpec.getInitContainers().getFirst();
    podSpec.setInitContainers(pod.fetches().stream().map(f -> fetch(base, f)).toList());
    Container engine = podSpec.getContainers().getFirst();
    engine.setImage(pod.image());
    var arguments = new ArrayList<>(pod.arguments().stream().map(Literal::of).toList());
    arguments.addAll(engine.getArgs());
    engine.setArgs(arguments);
    engine.setEnv(own(engine.getEnv(), pod.environment()));
    engine.setResources(resources(pod.footprint()));
    podSpec.getVolumes().forEach(this::fill);
  }

  private Container fetch(Container base, Fetch fetch) {
    var environment = own(base.getEnv(), fetch.environment());
    fetch
        .token()
        .ifPresent(secret ->
            environment.add(
                new EnvVarBuilder()
                    .withName("HF_TOKEN")
                    .withNewValueFrom()
                    .withNewSecretKeyRef("token", secret, true)
                    .endValueFrom()
                    .build()));
    return new ContainerBuilder(base)
        .withName(fetch.name())
        .withImage(fetch.image())
        .withCommand(fetch.command().stream().map(Literal::of).toList())
        .withEnv(environment)
        .build();
  }

  /// The base's variables, its Secrets under their real name, with these over and beside them.
  private List<EnvVar> own(List<EnvVar> base, Map<String, String> values) {
    var all = new ArrayList<EnvVar>();
    for (EnvVar variable : base) {
      if (!values.containsKey(variable.getName())) {
        if (variable.getValueFrom() != null) {
          variable.getValueFrom().getSecretKeyRef().setName(meta.ref().childName());
        }
        all.add(variable);
      }
    }
    values.forEach((name, value) -> all.add(new EnvVar(name, Literal.of(value), null)));
    return all;
  }

  private void fill(Volume volume) {
    int gpus = pod.footprint().gpus();
    switch (volume.getName()) {
      case "models" -> volume.getEmptyDir().setSizeLimit(storage(pod.footprint()));
      case "shm" -> volume.getEmptyDir().setSizeLimit(new Quantity(Math.max(1, gpus) + "Gi"));
      case "files" -> volume.getConfigMap().setName(meta.ref().childName());
      default -> {}
    }
  }

  /// On Fargate what is asked for must be the limit; on a GPU node unused CPU is anybody's.
  private static ResourceRequirements resources(Footprint footprint) {
    var requests = new TreeMap<String, Quantity>();
    requests.put("cpu", new Quantity(footprint.cpuMillis() + "m"));
    requests.put("memory", new Quantity(footprint.memoryMi() + "Mi"));
    requests.put("ephemeral-storage", storage(footprint));
    var limits = new TreeMap<>(requests);
    if (footprint.gpus() > 0) {
      limits.remove("cpu");
      limits.put(GPU, new Quantity(Integer.toString(footprint.gpus())));
      requests.put(GPU, new Quantity(Integer.toString(footprint.gpus())));
    }
    return new ResourceRequirements(List.of(), limits, requests);
  }

  private static Quantity storage(Footprint footprint) {
    return new Quantity(footprint.storageGib() + "Gi");
  }

  /// There may be no second node to start the new pod on before the old one has gone.
  private void onGpus(Deployment deployment) {
    PodSpec podSpec = deployment.getSpec().getTemplate().getSpec();
    podSpec.setNodeSelector(Map.of("corral.dev/pool", spec.place()));
    podSpec.setTolerations(
        List.of(
            new TolerationBuilder()
                .withKey(GPU)
                .withOperator("Exists")
                .withEffect("NoSchedule")
                .build()));
    var rolling = deployment.getSpec().getStrategy().getRollingUpdate();
    rolling.setMaxSurge(new io.fabric8.kubernetes.api.model.IntOrString(0));
    rolling.setMaxUnavailable(new io.fabric8.kubernetes.api.model.IntOrString(1));
  }
}
