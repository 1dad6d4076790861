package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.appkind.AppKind;
import dev.corral.dispatcher.appkind.AppOrder;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is particular to one app in the pod template of its type.
record AppPod(WorkloadRef ref, AppKind kind, AppOrder order, boolean externalDatabase) {
  /// On the pods: changes when their files do, so that a change rolls them.
  private static final String FILES = "corral.dev/files";

  void fill(PodTemplateSpec template, Optional<ConfigMap> files, Optional<Volume> data) {
    var meta = new ObjectMetaBuilder().withLabels(AppStamp.labels(ref, kind.type()));
    files.ifPresent(map -> meta.addToAnnotations(FILES, Template.hash(map)));
    template.setMetadata(meta.build());
    var pod = template.getSpec();
    var volumes = new ArrayList<>(pod.getVolumes());
    files.ifPresent(map -> volumes.add(mounted(map)));
    data.ifPresent(volumes::add);
    pod.setVolumes(volumes);
    var container = pod.getContainers().getFirst();
    container.setImage(kind.image());
    container.setEnv(environment(container.getEnv()));
  }

  private static Volume mounted(ConfigMap files) {
    return new VolumeBuilder()
        .withName("files")
        .withNewConfigMap()
        .withName(files.getMetadata().getName())
        .endConfigMap()
        .build();
  }

  /// What the order says wins over the template.
  private List<EnvVar> environment(List<EnvVar> base) {
    var changes = new TreeMap<String, EnvVar>();
    kind.environment(order)
        .forEach((name, value) -> changes.put(name, new EnvVar(name, value, null)));
    changes.putAll(fromSecret(kind.secretEnvironment(), ref.childName()));
    if (externalDatabase) {
      changes.putAll(fromSecret(kind.databaseEnvironment(), "database-" + ref.name()));
    }
    var all =
        new ArrayList<>(base.stream().filter(e -> !changes.containsKey(e.getName())).toList());
    all.addAll(changes.values());
    return all;
  }

  private static Map<String, EnvVar> fromSecret(Map<String, String> keys, String secret) {
    var all = new TreeMap<String, EnvVar>();
    keys.forEach((name, key) ->
        all.put(
            name,
            new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(key, secret, false)
                .endValueFrom()
                .build()));
    return all;
  }
}
