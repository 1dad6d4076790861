package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.appkind.AppConfig;
import dev.corral.dispatcher.appkind.AppKind;
import dev.corral.dispatcher.appkind.StorageMode;
import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where an app's data is: on an EFS access point, on a claim, or in the pod.
final class AppStorage {
  static final String DATA = "data";
  private static final String SIZE = "storage";
  private static final Quantity IN_POD = new Quantity("5Gi");

  private final AppConfig config;

  AppStorage(AppConfig config) {
    this.config = config;
  }

  Optional<String> flaw(AppSpec spec, AppKind kind) {
    boolean lacksFileSystem =
        kind.keepsData() && mode(spec) == StorageMode.EFS && config.efs().fileSystem().isEmpty();
    return lacksFileSystem
        ? Optional.of(
            "Apps keep their data on EFS here, but `corral.apps.efs.file-system` is not set.")
        : Optional.empty();
  }

  List<String> kept(WorkloadRef ref, AppSpec spec, AppKind kind) {
    if (!kind.keepsData() || mode(spec) != StorageMode.EFS) {
      return List.of();
    }
    if (spec.storage() != null) {
      return List.of("EFS access point " + spec.storage());
    }
    String folder = AccessPointPath.of(ref.uid());
    return List.of(
        config.deleteStorage() ? "EFS folder " + folder : "EFS access point of " + folder);
  }

  List<Child> children(WorkloadRef ref, AppSpec spec, AppKind kind) {
    var all = new ArrayList<Child>();
    if (!kind.keepsData()) {
      return all;
    }
    switch (mode(spec)) {
      case EFS -> {
        all.add(AppStamp.once(ChildKind.VOLUME, volume(ref, spec, kind)));
        all.add(AppStamp.once(ChildKind.CLAIM, boundClaim(ref, kind)));
      }
      case CLAIM -> all.add(AppStamp.once(ChildKind.CLAIM, claim(ref, kind)));
      case EPHEMERAL -> {}
    }
    return all;
  }

  /// The pod's volume.
  Optional<Volume> podVolume(WorkloadRef ref, AppSpec spec, AppKind kind) {
    if (!kind.keepsData()) {
      return Optional.empty();
    }
    var volume = new VolumeBuilder().withName(DATA);
    return Optional.of(
        mode(spec) == StorageMode.EPHEMERAL
            ? volume.withNewEmptyDir().withSizeLimit(IN_POD).endEmptyDir().build()
            : volume
                .withNewPersistentVolumeClaim()
                .withClaimName(ChildKind.CLAIM.nameOf(ref))
                .endPersistentVolumeClaim()
                .build());
  }

  /// An access point that an admin named is used wherever it is.
  private StorageMode mode(AppSpec spec) {
    return spec.storage() == null ? config.storage() : StorageMode.EFS;
  }

  private PersistentVolume volume(WorkloadRef ref, AppSpec spec, AppKind kind) {
    var volume = Template.load("/manifest/app.volume.yaml", PersistentVolume.class);
    volume.setMetadata(AppStamp.clusterMeta(ref, kind.type(), ChildKind.VOLUME.nameOf(ref)));
    var content = volume.getSpec();
    content.setCapacity(Map.of(SIZE, new Quantity(config.storageSize())));
    content.getClaimRef().setNamespace(ref.namespace());
    content.getClaimRef().setName(ChildKind.CLAIM.nameOf(ref));
    String fileSystem = config.efs().fileSystem().orElse("");
    String point = spec.storage() == null ? "" : spec.storage();
    content.getCsi().setVolumeHandle(fileSystem + "::" + point);
    return volume;
  }

  private PersistentVolumeClaim boundClaim(WorkloadRef ref, AppKind kind) {
    var claim = claim(ref, kind);
    claim.getSpec().setAccessModes(List.of("ReadWriteMany"));
    claim.getSpec().setStorageClassName("");
    claim.getSpec().setVolumeName(ChildKind.VOLUME.nameOf(ref));
    return claim;
  }

  private PersistentVolumeClaim claim(WorkloadRef ref, AppKind kind) {
    var claim = Template.load("/manifest/app.claim.yaml", PersistentVolumeClaim.class);
    claim.setMetadata(AppStamp.meta(ref, kind.type()));
    claim.getSpec().getResources().setRequests(Map.of(SIZE, new Quantity(config.storageSize())));
    config.storageClass().ifPresent(claim.getSpec()::setStorageClassName);
    return claim;
  }
}
