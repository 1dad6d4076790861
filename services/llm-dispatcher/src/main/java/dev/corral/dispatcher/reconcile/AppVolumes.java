package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.appkind.AppConfig;
import dev.corral.dispatcher.manifest.AccessPointPath;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ModelManifests;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import dev.corral.dispatcher.storage.AccessPoints;
import dev.corral.dispatcher.storage.StorageException;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// The EFS side of an app's volume: an access point of its own, made before the volume that names
/// it, and kept after it unless configured otherwise.
final class AppVolumes {
  /// On a volume: we made its access point, so we may remove it.
  static final String MADE = "corral.dev/access-point";

  private static final String SEPARATOR = "::";

  private final Volumes volumes;
  private final AccessPoints points;
  private final AppConfig config;

  /// The volumes of apps in the cluster.
  interface Volumes {
    /// True while the app's claim is there, so that a pod may have its data open.
    boolean isClaimed(WorkloadRef ref);

    /// The app's volume, if it is there.
    Optional<PersistentVolume> find(WorkloadRef ref);
  }

  AppVolumes(Volumes volumes, AccessPoints points, AppConfig config) {
    this.volumes = volumes;
    this.points = points;
    this.config = config;
  }

  /// The volume with its access point in it.
  Child withPoint(Child child) {
    var volume = (PersistentVolume) Serialization.clone(child.resource());
    var csi = volume.getSpec().getCsi();
    if (!csi.getVolumeHandle().endsWith(SEPARATOR)) {
      return child;
    }
    String fileSystem = csi.getVolumeHandle().replace(SEPARATOR, "");
    var meta = volume.getMetadata();
    String uid = Objects.requireNonNull(meta.getAnnotations().get(ModelManifests.OWNER_UID));
    String app = Objects.requireNonNull(meta.getLabels().get(WorkloadKind.APP.label()));
    String path = AccessPointPath.of(uid);
    String id = asking(() -> points.ensure(fileSystem, uid, app, path));
    csi.setVolumeHandle(fileSystem + SEPARATOR + id);
    meta.getAnnotations().put(MADE, "made");
    return new Child(child.kind(), volume, child.hash(), child.replicas(), child.once());
  }

  /// True when the volume may go now; removes its access point where that is wanted.
  boolean release(WorkloadRef ref) {
    if (!config.deleteStorage()) {
      return true;
    }
    if (volumes.isClaimed(ref)) {
      return false;
    }
    volumes
        .find(ref)
        .filter(volume -> volume.getMetadata().getAnnotations().containsKey(MADE))
        .ifPresent(this::removePoint);
    return true;
  }

  private void removePoint(PersistentVolume volume) {
    String handle = volume.getSpec().getCsi().getVolumeHandle();
    String id = handle.substring(handle.indexOf(SEPARATOR) + SEPARATOR.length());
    asking(() -> {
      points.remove(id);
      return id;
    });
  }

  private static <T> T asking(Supplier<T> call) {
    try {
      return call.get();
    } catch (StorageException e) {
      throw new DelayedException(e.getMessage(), e);
    }
  }
}
