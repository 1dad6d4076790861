package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.key.KeyRegistry;
import dev.corral.dispatcher.key.KeyRegistryException;
import dev.corral.dispatcher.manifest.AppKey;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.KeyScope;
import dev.corral.dispatcher.manifest.ModelManifests;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;
import java.util.Optional;

/// The key of an app: the Secret holds it, the gateway knows its hash, and an annotation on the
/// Secret says with which scope the gateway knows it.
final class AppKeys {
  private final AppSecrets secrets;
  private final KeyRegistry registry;

  AppKeys(AppSecrets secrets, KeyRegistry registry) {
    this.secrets = secrets;
    this.registry = registry;
  }

  /// What the gateway certainly knows. Whatever was begun and not noted counts as unknown scope.
  Observed.Seen seen(WorkloadRef ref) {
    Optional<AppSecrets.Held> held = secrets.find(ref.namespace(), ref.childName());
    return new Observed.Seen(
        held.map(AppSecrets.Held::scope).orElse(""),
        0,
        false,
        held.map(AppSecrets.Held::version).orElse(""),
        false);
  }

  /// Tells the gateway, then notes it on the Secret.
  void register(Child child) {
    ObjectMeta meta = child.resource().getMetadata();
    String uid = Objects.requireNonNull(meta.getAnnotations().get(ModelManifests.OWNER_UID));
    var held = secrets.find(meta.getNamespace(), meta.getName());
    if (held.isEmpty()) {
      throw new OutrunException("Secret " + meta.getName(), new IllegalStateException("gone"));
    }
    KeyScope scope = KeyScope.read(child.hash());
    String hash = AppKey.hash(held.get().key());
    var registration =
        new KeyRegistry.Registration(
            scope.app(), scope.owner(), scope.models(), AppKey.id(uid), hash);
    telling(() -> registry.register(uid, registration));
    secrets.note(meta.getNamespace(), meta.getName(), child.hash());
  }

  /// Makes the gateway forget it.
  void revoke(WorkloadRef ref) {
    telling(() -> registry.revoke(ref.uid()));
  }

  private static void telling(Runnable call) {
    try {
      call.run();
    } catch (KeyRegistryException e) {
      throw new DelayedException(e.getMessage(), e);
    }
  }
}
