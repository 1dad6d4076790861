package dev.corral.local.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Create, update, patch and apply as clients see them.
class WritingTest extends ClusterTest {
  private static ConfigMap map(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withData(data)
        .build();
  }

  @Test
  void createReadUpdateDelete() {
    ConfigMap created = client.resource(map("crud", Map.of("a", "1"))).create();
    assertNotEquals("", created.getMetadata().getUid());
    ConfigMap updated = client.resource(map("crud", Map.of("a", "2"))).update();
    assertEquals(created.getMetadata().getUid(), updated.getMetadata().getUid());
    assertEquals(
        "2", client.configMaps().inNamespace("default").withName("crud").get().getData().get("a"));
    client.resource(updated).delete();
    assertEquals(null, client.configMaps().inNamespace("default").withName("crud").get());
  }

  @Test
  void staleUpdateIsRefused() {
    ConfigMap first = client.resource(map("stale", Map.of("a", "1"))).create();
    client.resource(map("stale", Map.of("a", "2"))).update();
    first.setData(Map.of("a", "3"));
    KubernetesClientException refusal =
        assertThrows(
            KubernetesClientException.class,
            () -> client.resource(first).lockResourceVersion().update());
    assertEquals(409, refusal.getCode());
    assertEquals("Conflict", refusal.getStatus().getReason());
  }

  @Test
  void sameUpdateKeepsTheResourceVersion() {
    ConfigMap first = client.resource(map("same", Map.of("a", "1"))).create();
    ConfigMap again = client.resource(map("same", Map.of("a", "1"))).update();
    assertEquals(
        first.getMetadata().getResourceVersion(), again.getMetadata().getResourceVersion());
  }

  private ConfigMap apply(ConfigMap map, String manager, boolean force) {
    PatchContext context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .withForce(force)
            .build();
    return client.resource(map).patch(context, map);
  }

  @Test
  void sameApplyKeepsTheResourceVersion() {
    ConfigMap first = apply(map("applied", Map.of("a", "1")), "one", false);
    ConfigMap again = apply(map("applied", Map.of("a", "1")), "one", false);
    assertEquals(
        first.getMetadata().getResourceVersion(), again.getMetadata().getResourceVersion());
    assertEquals("one", again.getMetadata().getManagedFields().getFirst().getManager());
  }

  @Test
  void applyRefusesWhatAnotherOwnsUnlessForced() {
    apply(map("owned", Map.of("a", "1")), "one", false);
    KubernetesClientException refusal =
        assertThrows(
            KubernetesClientException.class,
            () -> apply(map("owned", Map.of("a", "2")), "two", false));
    assertEquals(409, refusal.getCode());
    assertTrue(
        refusal.getStatus().getDetails().getCauses().getFirst().getMessage().contains("\"one\""),
        refusal.getMessage());
    assertEquals("2", apply(map("owned", Map.of("a", "2")), "two", true).getData().get("a"));
  }

  @Test
  void applyRemovesWhatItsManagerNoLongerSays() {
    apply(map("shrinks", Map.of("a", "1", "b", "1")), "one", false);
    apply(map("shrinks", Map.of("c", "1")), "two", false);
    assertEquals(
        Map.of("a", "1", "c", "1"),
        apply(map("shrinks", Map.of("a", "1")), "one", false).getData());
  }

  @Test
  void jsonAndMergePatches() throws Exception {
    client.resource(map("patched", Map.of("a", "1", "b", "1"))).create();
    String path = "/api/v1/namespaces/default/configmaps/patched";
    cluster.send(
        "PATCH", path, "application/merge-patch+json", "{\"data\":{\"a\":null,\"c\":\"3\"}}");
    var reply =
        cluster.send(
            "PATCH",
            path,
            "application/json-patch+json",
            "[{\"op\":\"replace\",\"path\":\"/data/b\",\"value\":\"2\"}]");
    assertEquals(200, reply.statusCode(), reply.body());
    assertEquals(
        Map.of("b", "2", "c", "3"),
        client.configMaps().inNamespace("default").withName("patched").get().getData());
    var failed =
        cluster.send(
            "PATCH",
            path,
            "application/json-patch+json",
            "[{\"op\":\"test\",\"path\":\"/data/b\",\"value\":\"9\"}]");
    assertEquals(422, failed.statusCode(), failed.body());
  }

  @Test
  void generateNameAndSecretText() {
    var secret =
        client
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withGenerateName("s-")
                    .withNamespace("default")
                    .endMetadata()
                    .addToStringData("k", "v")
                    .build())
            .create();
    assertTrue(
        secret.getMetadata().getName().matches("s-[a-z0-9]{5}"), secret.getMetadata().getName());
    assertEquals(Base64.getEncoder().encodeToString("v".getBytes()), secret.getData().get("k"));
  }

  @Test
  void badNamesAndMissingNamespacesAreRefused() throws Exception {
    var bad =
        cluster.send(
            "POST",
            "/api/v1/namespaces/default/configmaps",
            "application/json",
            "{\"metadata\":{\"name\":\"Not_OK\"}}");
    assertEquals(422, bad.statusCode());
    assertTrue(bad.body().contains("\"field\":\"metadata.name\""), bad.body());
    var missing =
        cluster.send(
            "POST",
            "/api/v1/namespaces/nowhere/configmaps",
            "application/json",
            "{\"metadata\":{\"name\":\"x\"}}");
    assertEquals(404, missing.statusCode());
    assertEquals(
        400,
        cluster
            .send("POST", "/api/v1/namespaces/default/configmaps", "application/json", "{nonsense")
            .statusCode());
    assertEquals(
        413,
        cluster
            .send(
                "POST",
                "/api/v1/namespaces/default/configmaps",
                "application/json",
                "{\"a\":\"" + "x".repeat(4_000_000) + "\"}")
            .statusCode());
  }

  @Test
  void finalizersHoldAnObjectUntilTheyAreGone() {
    client
        .resource(
            new ConfigMapBuilder(map("held", Map.of()))
                .editMetadata()
                .addToFinalizers("corral.dev/hold")
                .endMetadata()
                .build())
        .create();
    client.configMaps().inNamespace("default").withName("held").delete();
    ConfigMap held = client.configMaps().inNamespace("default").withName("held").get();
    assertNotEquals(null, held.getMetadata().getDeletionTimestamp());
    held.getMetadata().getFinalizers().clear();
    client.resource(held).update();
    assertEquals(null, client.configMaps().inNamespace("default").withName("held").get());
  }

  @Test
  void dryRunChangesNothing() throws Exception {
    var reply =
        cluster.send(
            "POST",
            "/api/v1/namespaces/default/configmaps?dryRun=All",
            "application/json",
            "{\"metadata\":{\"name\":\"dry\"}}");
    assertEquals(201, reply.statusCode());
    assertEquals(404, cluster.get("/api/v1/namespaces/default/configmaps/dry").statusCode());
  }

  @Test
  void strategicMergeKnowsContainersByName() throws Exception {
    String pod =
        "{\"metadata\":{\"name\":\"two\"},\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"a:1\"},{\"name\":\"b\",\"image\":\"b:1\"}]}}";
    cluster.send("POST", "/api/v1/namespaces/default/pods", "application/json", pod);
    var reply =
        cluster.send(
            "PATCH",
            "/api/v1/namespaces/default/pods/two",
            "application/strategic-merge-patch+json",
            "{\"spec\":{\"containers\":[{\"name\":\"b\",\"image\":\"b:2\"}]}}");
    assertTrue(
        reply.body().contains("a:1")
            && reply.body().contains("b:2")
            && !reply.body().contains("b:1"),
        reply.body());
  }

  @Test
  void aDeletedNamespaceIsEmptiedAndGoes() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName("shortlived").endMetadata().build())
        .create();
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("x")
                .withNamespace("shortlived")
                .endMetadata()
                .build())
        .create();
    client.namespaces().withName("shortlived").delete();
    client
        .namespaces()
        .withName("shortlived")
        .waitUntilCondition(namespace -> namespace == null, 10, TimeUnit.SECONDS);
    assertFalse(
        client.configMaps().inAnyNamespace().list().getItems().stream()
            .anyMatch(m -> m.getMetadata().getNamespace().equals("shortlived")));
  }
}
