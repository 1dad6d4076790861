package dev.corral.local.kubernetes.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The claims for storage that a pod names.
public final class PodVolumes {
  private static final String UNBOUND = "pod has unbound immediate PersistentVolumeClaims";

  private PodVolumes() {}

  static List<String> claims(StoredObject pod) {
    List<String> names = new ArrayList<>();
    for (JsonNode volume : pod.at("spec", "volumes")) {
      if (volume.has("persistentVolumeClaim")) {
        names.add(volume.path("persistentVolumeClaim").path("claimName").asText());
      }
    }
    return names;
  }

  /// What keeps the pod from being scheduled, in the scheduler's words.
  public static Optional<String> missing(StoredObject pod, Resources resources) {
    for (String name : claims(pod)) {
      Optional<StoredObject> claim = resources.find(VolumeController.CLAIMS, pod.namespace(), name);
      if (claim.isEmpty()) {
        return Optional.of("persistentvolumeclaim \"" + name + "\" not found");
      }
      if (claim.get().deleting()) {
        return Optional.of("persistentvolumeclaim \"" + name + "\" is being deleted");
      }
      if (!claim.get().at("status", "phase").asText().equals("Bound")) {
        return Optional.of(UNBOUND);
      }
    }
    return Optional.empty();
  }
}
