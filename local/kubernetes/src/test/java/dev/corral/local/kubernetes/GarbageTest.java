package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What becomes of the owned when the owner goes.
class GarbageTest extends ClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static ConfigMap owned(String name, ConfigMap owner, String... finalizers) {
    var reference =
        new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName(owner.getMetadata().getName())
            .withUid(owner.getMetadata().getUid())
            .build();
    return client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .withFinalizers(finalizers)
                .withOwnerReferences(reference)
                .endMetadata()
                .build())
        .create();
  }

  @Test
  void garbageIsCollectedAlsoAfterALateFinalizer() {
    ConfigMap root =
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("root")
                    .withNamespace("default")
                    .addToFinalizers("corral.dev/hold")
                    .endMetadata()
                    .build())
            .create();
    ConfigMap child = owned("child", root);
    owned("grandchild", child);
    client.resource(root).delete();
    assertNotEquals(null, client.configMaps().inNamespace("default").withName("child").get());
    client
        .configMaps()
        .inNamespace("default")
        .withName("root")
        .edit(m -> new ConfigMapBuilder(m).editMetadata().withFinalizers().endMetadata().build());
    await()
        .atMost(PATIENCE)
        .until(
            () -> client.configMaps().inNamespace("default").withName("grandchild").get() == null);
    assertEquals(null, client.configMaps().inNamespace("default").withName("child").get());
  }

  @Test
  void foregroundWaitsAndOrphanSpares() {
    ConfigMap waits =
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("waits")
                    .withNamespace("default")
                    .endMetadata()
                    .build())
            .create();
    owned("waits-child", waits, "corral.dev/hold");
    client.resource(waits).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    await()
        .atMost(PATIENCE)
        .until(() ->
            client
                    .configMaps()
                    .inNamespace("default")
                    .withName("waits-child")
                    .get()
                    .getMetadata()
                    .getDeletionTimestamp()
                != null);
    assertNotEquals(null, client.configMaps().inNamespace("default").withName("waits").get());
    client
        .configMaps()
        .inNamespace("default")
        .withName("waits-child")
        .edit(m -> new ConfigMapBuilder(m).editMetadata().withFinalizers().endMetadata().build());
    await()
        .atMost(PATIENCE)
        .until(() -> client.configMaps().inNamespace("default").withName("waits").get() == null);

    ConfigMap spares =
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("spares")
                    .withNamespace("default")
                    .endMetadata()
                    .build())
            .create();
    owned("spared", spares);
    client.resource(spares).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    await()
        .atMost(PATIENCE)
        .until(() -> client.configMaps().inNamespace("default").withName("spares").get() == null);
    assertTrue(
        client
            .configMaps()
            .inNamespace("default")
            .withName("spared")
            .get()
            .getMetadata()
            .getOwnerReferences()
            .isEmpty());
  }
}
