package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/// The volumes of apps through the Fabric8 client.
record FabricVolumes(KubernetesClient client) implements AppVolumes.Volumes {
  @Override
  public boolean isClaimed(WorkloadRef ref) {
    String name = ChildKind.CLAIM.nameOf(ref);
    return client.persistentVolumeClaims().inNamespace(ref.namespace()).withName(name).get()
        != null;
  }

  @Override
  public Optional<PersistentVolume> find(WorkloadRef ref) {
    String name = ChildKind.VOLUME.nameOf(ref);
    return Optional.ofNullable(client.persistentVolumes().withName(name).get());
  }
}
