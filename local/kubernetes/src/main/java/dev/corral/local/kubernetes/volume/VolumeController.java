package dev.corral.local.kubernetes.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.controller.Pods;
import dev.corral.local.kubernetes.controller.Reconciler;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.DeleteTerms;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoreEvent;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Binds claims to volumes. A claim that names no volume and asks for a storage class (or for none
/// in particular) gets one made for it; one that asks for the class `""` waits for a volume that
/// somebody made.
public final class VolumeController implements Reconciler {
  static final String CLAIMS = "/persistentvolumeclaims";
  private static final String VOLUMES = "/persistentvolumes";
  private static final String PODS = "/pods";
  private static final String IN_USE = "kubernetes.io/pvc-protection";
  private static final String MADE = "pv.kubernetes.io/provisioned-by";
  private static final Terms TERMS = Terms.by("persistentvolume-controller");

  private final Resources resources;
  private final ResourceType claimType;
  private final ResourceType volumeType;

  public VolumeController(Resources resources) {
    this.resources = resources;
    this.claimType = resources.kinds().builtin(CLAIMS);
    this.volumeType = resources.kinds().builtin(VOLUMES);
  }

  @Override
  public Collection<ObjectKey> affectedBy(StoreEvent event) {
    StoredObject object = event.object();
    List<ObjectKey> keys = new ArrayList<>();
    switch (object.key().resource()) {
      case CLAIMS -> {
        keys.add(object.key());
        String volume = object.at("spec", "volumeName").asText();
        if (!volume.isEmpty()) {
          keys.add(new ObjectKey(VOLUMES, "", volume));
        }
      }
      case VOLUMES -> {
        keys.add(object.key());
        resources.list(CLAIMS, "").objects().forEach(claim -> keys.add(claim.key()));
      }
      case PODS ->
          PodVolumes.claims(object)
              .forEach(name -> keys.add(new ObjectKey(CLAIMS, object.namespace(), name)));
      default -> {}
    }
    return keys;
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<StoredObject> found = resources.store().get(key);
    if (key.resource().equals(CLAIMS)) {
      found.ifPresent(this::claim);
    } else {
      found.filter(volume -> !volume.deleting()).ifPresent(this::volume);
    }
    return Optional.empty();
  }

  private void claim(StoredObject claim) {
    List<String> finalizers = Json.texts(claim.at("metadata", "finalizers"));
    if (claim.deleting()) {
      if (finalizers.contains(IN_USE) && !used(claim)) {
        finalizers.remove(IN_USE);
        edit(
            claim,
            claimType,
            next -> Json.at(next, "metadata").set("finalizers", Json.arrayOf(finalizers)));
      }
      return;
    }
    if (!finalizers.contains(IN_USE)) {
      edit(
          claim,
          claimType,
          next -> Json.arrayAt(Json.at(next, "metadata"), "finalizers").add(IN_USE));
    }
    if (claim.at("status", "phase").asText().equals("Bound")) {
      return;
    }
    List<StoredObject> volumes = resources.list(VOLUMES, "").objects();
    Optional<StoredObject> volume = Matching.find(claim, volumes);
    if (volume.isPresent()) {
      bind(claim, volume.get());
    } else if (mayBeMade(claim)) {
      make(claim);
    } else {
      phase(claim, claimType, "Pending");
    }
  }

  private boolean used(StoredObject claim) {
    return resources.list(PODS, claim.namespace()).objects().stream()
        .anyMatch(pod -> !Pods.ended(pod) && PodVolumes.claims(pod).contains(claim.name()));
  }

  private static boolean mayBeMade(StoredObject claim) {
    var storageClass = claim.at("spec", "storageClassName");
    boolean onlyGiven = storageClass.isTextual() && storageClass.asText().isEmpty();
    return !onlyGiven && claim.at("spec", "volumeName").asText().isEmpty();
  }

  private void bind(StoredObject claim, StoredObject volume) {
    edit(volume, volumeType, next -> Json.at(next, "spec").set("claimRef", reference(claim)));
    phase(volume, volumeType, "Bound");
    edit(
        claim,
        claimType,
        next -> {
          Json.at(next, "spec").put("volumeName", volume.name());
          Json.at(next, "metadata", "annotations").put("pv.kubernetes.io/bind-completed", "yes");
        });
    resources.edit(
        claim,
        claimType,
        TERMS.toStatus(),
        next -> {
          ObjectNode status = Json.at(next, "status").put("phase", "Bound");
          status.set("accessModes", volume.at("spec", "accessModes").deepCopy());
          status.set("capacity", volume.at("spec", "capacity").deepCopy());
          return next;
        });
  }

  private static ObjectNode reference(StoredObject claim) {
    return Json.object("apiVersion", "v1", "kind", "PersistentVolumeClaim")
        .put("namespace", claim.namespace())
        .put("name", claim.name())
        .put("uid", claim.uid());
  }

  private void make(StoredObject claim) {
    String name = "pvc-" + claim.uid();
    ObjectNode spec =
        Json.object(
            "accessModes",
            claim.at("spec", "accessModes").deepCopy(),
            "capacity",
            claim.at("spec", "resources", "requests").deepCopy(),
            "claimRef",
            reference(claim),
            "persistentVolumeReclaimPolicy",
            "Delete",
            "hostPath",
            Json.object("path", "/simulated/" + name));
    if (claim.at("spec").has("storageClassName")) {
      spec.set("storageClassName", claim.at("spec", "storageClassName"));
    }
    ObjectNode metadata =
        Json.object("name", name, "annotations", Json.object(MADE, "corral.dev/simulated"));
    resources.create(volumeType, "", Json.object("metadata", metadata, "spec", spec), TERMS);
  }

  private void volume(StoredObject volume) {
    var reference = volume.at("spec", "claimRef");
    String uid = reference.path("uid").asText();
    if (uid.isEmpty()) {
      phase(volume, volumeType, "Available");
      return;
    }
    boolean there =
        resources
            .find(CLAIMS, reference.path("namespace").asText(), reference.path("name").asText())
            .filter(claim -> claim.uid().equals(uid))
            .isPresent();
    if (!there && volume.at("spec", "persistentVolumeReclaimPolicy").asText().equals("Delete")) {
      resources.delete(volumeType, "", volume.name(), DeleteTerms.background());
    } else if (!there) {
      phase(volume, volumeType, "Released");
    }
  }

  private void phase(StoredObject object, ResourceType type, String phase) {
    resources.edit(
        object,
        type,
        TERMS.toStatus(),
        next -> {
          Json.at(next, "status").put("phase", phase);
          return next;
        });
  }

  private void edit(StoredObject object, ResourceType type, Consumer<ObjectNode> change) {
    resources.edit(
        object,
        type,
        TERMS,
        next -> {
          change.accept(next);
          return next;
        });
  }
}
