package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.manifest.ModelManifests;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/// Writes statuses by server-side apply; what is left out goes away.
final class StatusPatch {
  static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(ModelManifests.MANAGER)
          .withForce(true)
          .build();

  private StatusPatch() {}

  /// The metadata of a patch: whose it is, and nothing else.
  static ObjectMeta named(HasMetadata resource) {
    return new ObjectMetaBuilder()
        .withName(resource.getMetadata().getName())
        .withNamespace(resource.getMetadata().getNamespace())
        .build();
  }

  static void send(KubernetesClient client, HasMetadata patch) {
    client.resource(patch).subresource("status").patch(APPLY);
  }
}
