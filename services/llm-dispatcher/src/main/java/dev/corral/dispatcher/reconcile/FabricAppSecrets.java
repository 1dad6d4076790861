package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.appkind.AppKind;
import dev.corral.dispatcher.manifest.AppManifests;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The Secrets of apps through the Fabric8 client.
record FabricAppSecrets(KubernetesClient client) implements AppSecrets {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  @Override
  public Optional<Held> find(String namespace, String name) {
    return Optional.ofNullable(secret(namespace, name).get()).map(FabricAppSecrets::held);
  }

  @Override
  public void note(String namespace, String name, String scope) {
    var noted = Map.of("metadata", Map.of("annotations", Map.of(AppManifests.KEY_SCOPE, scope)));
    secret(namespace, name).patch(MERGE, Serialization.asJson(noted));
  }

  private static Held held(Secret secret) {
    Map<String, String> data = Objects.requireNonNullElse(secret.getData(), Map.of());
    byte[] key = Base64.getDecoder().decode(data.getOrDefault(AppKind.API_KEY, ""));
    Map<String, String> annotations =
        Objects.requireNonNullElse(secret.getMetadata().getAnnotations(), Map.of());
    return new Held(
        new String(key, StandardCharsets.UTF_8),
        annotations.getOrDefault(AppManifests.KEY_SCOPE, ""),
        secret.getMetadata().getResourceVersion());
  }

  private Resource<Secret> secret(String namespace, String name) {
    return client.secrets().inNamespace(namespace).withName(name);
  }
}
