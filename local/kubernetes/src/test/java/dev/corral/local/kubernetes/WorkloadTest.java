package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Deployments down to their pods and endpoints; what is left behind is nothing.
class WorkloadTest extends ModelPods {
  @Test
  void deletingADeploymentLeavesNothingBehind() {
    model("gone", 2);
    await()
        .atMost(PATIENCE)
        .until(() -> pods("gone").stream().filter(ModelPods::ready).count() == 2);
    assertTrue(client.nodes().list().getItems().size() >= 2);
    client.apps().deployments().inNamespace("default").withName("model-gone").delete();
    await()
        .atMost(PATIENCE)
        .until(() ->
            pods("gone").isEmpty()
                && client.apps().replicaSets().inNamespace("default").list().getItems().isEmpty()
                && client.nodes().list().getItems().isEmpty());
  }

  @Test
  void scalingAndStatusCounts() {
    model("scale", 1);
    client.apps().deployments().inNamespace("default").withName("model-scale").scale(3);
    await()
        .atMost(PATIENCE)
        .until(() -> Integer.valueOf(3).equals(deployment("scale").getStatus().getReadyReplicas()));
    client.apps().deployments().inNamespace("default").withName("model-scale").scale(0);
    await().atMost(PATIENCE).until(() -> pods("scale").isEmpty());
    await()
        .atMost(PATIENCE)
        .until(() ->
            deployment("scale")
                    .getStatus()
                    .getObservedGeneration()
                    .equals(deployment("scale").getMetadata().getGeneration())
                && deployment("scale").getStatus().getReplicas() == 0);
  }

  private static Deployment deployment(String model) {
    return client.apps().deployments().inNamespace("default").withName("model-" + model).get();
  }

  @Test
  void aNewTemplateRollsToNewPods() {
    model("roll", 2);
    await()
        .atMost(PATIENCE)
        .until(() -> pods("roll").stream().filter(ModelPods::ready).count() == 2);
    List<String> before = pods("roll").stream().map(p -> p.getMetadata().getUid()).toList();
    client
        .apps()
        .deployments()
        .inNamespace("default")
        .withName("model-roll")
        .edit(d ->
            new DeploymentBuilder(d)
                .editSpec()
                .editTemplate()
                .editMetadata()
                .addToLabels("v", "2")
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build());
    await()
        .atMost(PATIENCE)
        .until(() ->
            pods("roll").size() == 2
                && pods("roll").stream()
                    .allMatch(p -> ready(p) && "2".equals(p.getMetadata().getLabels().get("v"))));
    assertTrue(pods("roll").stream().noneMatch(p -> before.contains(p.getMetadata().getUid())));
  }

  @Test
  void slicesFollowPodsAndTheirReadiness() {
    client
        .services()
        .load(
            new ByteArrayInputStream(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: model-ep, namespace: default}
                spec: {clusterIP: None, selector: {corral.dev/model: ep}, ports: [{name: http, port: 11434, targetPort: http}]}
                """
                    .getBytes()))
        .create();
    model("ep", 2);
    await()
        .atMost(PATIENCE)
        .until(() ->
            slices().stream()
                    .flatMap(s -> s.getEndpoints().stream())
                    .filter(e -> e.getConditions().getReady())
                    .count()
                == 2);
    EndpointSlice slice = slices().getFirst();
    assertEquals(11434, slice.getPorts().getFirst().getPort());
    assertEquals(List.of("127.0.0.1"), slice.getEndpoints().getFirst().getAddresses());
    client.apps().deployments().inNamespace("default").withName("model-ep").scale(0);
    await().atMost(PATIENCE).until(() -> slices().isEmpty());
    client.services().inNamespace("default").withName("model-ep").delete();
  }

  private static List<EndpointSlice> slices() {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace("default")
        .withLabel("kubernetes.io/service-name", "model-ep")
        .list()
        .getItems();
  }
}
