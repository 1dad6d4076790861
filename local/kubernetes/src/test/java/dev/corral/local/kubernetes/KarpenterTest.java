package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The simulated Karpenter, seen through the API as the dispatcher sees it.
class KarpenterTest extends PoolPods {
  @Test
  void aPodGetsANodeOfItsPoolAndTheNodeGoesWhenItIsEmpty() {
    ladder("small", "spot", "on-demand");
    gpuModel("phi", "small", 1);
    Pod pod = awaitPod("phi", ModelPods::ready);
    GenericKubernetesResource claim = claims("small").getFirst();
    assertEquals("corral-small-0", claim.getMetadata().getLabels().get("karpenter.sh/nodepool"));
    assertEquals(
        "NodePool corral-small-0",
        claim.getMetadata().getOwnerReferences().getFirst().getKind()
            + " "
            + claim.getMetadata().getOwnerReferences().getFirst().getName());
    for (String type : List.of("Launched", "Registered", "Initialized", "Ready")) {
      assertEquals("True", condition(claim, type, "status"), type);
    }
    Node node = client.nodes().withName(pod.getSpec().getNodeName()).get();
    Map<String, String> labels = node.getMetadata().getLabels();
    assertEquals("small", labels.get("corral.dev/pool"));
    assertEquals("g6.xlarge", labels.get("node.kubernetes.io/instance-type"));
    assertEquals("spot", labels.get("karpenter.sh/capacity-type"));
    assertEquals(new Quantity("1"), node.getStatus().getAllocatable().get("nvidia.com/gpu"));
    assertEquals("nvidia.com/gpu", node.getSpec().getTaints().getFirst().getKey());
    assertTrue(claim.<String>get("status", "providerID").startsWith("aws:///eu-central-1"));
    client.apps().deployments().inNamespace("default").withName("model-phi").scale(0);
    await().atMost(PATIENCE).until(() -> claims("small").isEmpty());
    await()
        .atMost(PATIENCE)
        .until(() -> client.nodes().withName(node.getMetadata().getName()).get() == null);
  }

  @Test
  void withoutCapacityTheNextRungIsTried() {
    karpenterKnob("corral-fall-0.fail", "Capacity");
    ladder("fall", "spot", "on-demand");
    gpuModel("fall", "fall", 1);
    awaitPod("fall", ModelPods::ready);
    assertEquals(
        "corral-fall-1",
        claims("fall").getFirst().getMetadata().getLabels().get("karpenter.sh/nodepool"));
    Event event = events("InsufficientCapacityError", "corral-fall-0-").getFirst();
    assertEquals("NodeClaim", event.getInvolvedObject().getKind());
    assertTrue(
        event
            .getMessage()
            .matches(
                "NodeClaim corral-fall-0-\\w+ event: creating instance, insufficient capacity, with fleet error\\(s\\), InsufficientInstanceCapacity: .* g6.xlarge .*"),
        event.getMessage());
  }

  @Test
  void withoutQuotaOnAnyRungThePodWaitsAndGoesOnWhenThereIsSome() {
    karpenterKnob("fail", "Quota");
    ladder("quota", "spot", "on-demand");
    gpuModel("quota", "quota", 1);
    await()
        .atMost(PATIENCE)
        .until(() ->
            refused("corral-quota-0-", "MaxSpotInstanceCountExceeded: ")
                && refused("corral-quota-1-", "VcpuLimitExceeded: ")
                && claims("quota").isEmpty());
    await()
        .atMost(PATIENCE)
        .until(() -> !events("NoCompatibleInstanceTypes", "corral-quota-0").isEmpty());
    karpenterKnob("fail", "");
    awaitPod("quota", ModelPods::ready);
  }

  private static boolean refused(String claim, String why) {
    return events("InsufficientCapacityError", claim).stream()
        .anyMatch(event -> event.getMessage().contains(why));
  }

  @Test
  void aNodeThatNeverRegistersIsGivenUp() {
    karpenterKnob("timeout.registration", "300ms");
    karpenterKnob("corral-boot-0.fail", "Bootstrap");
    ladder("boot", "spot");
    gpuModel("boot", "boot", 1);
    await()
        .atMost(PATIENCE)
        .until(() ->
            "RegistrationFailed"
                .equals(condition(pool("corral-boot-0"), "NodeRegistrationHealthy", "reason")));
    karpenterKnob("corral-boot-0.fail", "");
    awaitPod("boot", ModelPods::ready);
  }

  /// Fabric8's own edits would collide with the status that is written meanwhile.
  private static void merge(String path, String change) throws Exception {
    assertEquals(
        200, cluster.send("PATCH", path, "application/merge-patch+json", change).statusCode());
  }

  @Test
  void limitsOfZeroBlockAPool() throws Exception {
    ladder("shut", "spot");
    merge(
        "/apis/karpenter.sh/v1/nodepools/corral-shut-0",
        "{\"spec\":{\"limits\":{\"nvidia.com/gpu\":\"0\",\"cpu\":\"0\",\"nodes\":\"0\"}}}");
    gpuModel("shut", "shut", 1);
    await()
        .atMost(PATIENCE)
        .until(() ->
            events("FailedScheduling", "model-shut").stream()
                .anyMatch(e -> e.getMessage().contains("node limits have been exhausted")));
    assertTrue(claims("shut").isEmpty());
  }

  @Test
  void aProtectedPodHoldsTheNodeUntilTheDeadline() throws Exception {
    ladder("held", "spot");
    gpuModel("held", "held", 1);
    Pod pod = awaitPod("held", ModelPods::ready);
    merge(
        "/api/v1/namespaces/default/pods/" + pod.getMetadata().getName(),
        "{\"metadata\":{\"annotations\":{\"karpenter.sh/do-not-disrupt\":\"true\"}}}");
    String name = claims("held").getFirst().getMetadata().getName();
    client.genericKubernetesResources(CLAIMS).withName(name).delete();
    await()
        .atMost(PATIENCE)
        .until(() -> !events("FailedDraining", pod.getSpec().getNodeName()).isEmpty());
    assertEquals("Unknown", condition(claim(name), "Drained", "status"));
    assertTrue(
        claim(name)
            .getMetadata()
            .getAnnotations()
            .containsKey("karpenter.sh/nodeclaim-termination-timestamp"));
    merge(
        "/apis/karpenter.sh/v1/nodeclaims/" + name,
        "{\"metadata\":{\"annotations\":{\"karpenter.sh/nodeclaim-termination-timestamp\":\"%s\"}}}"
            .formatted(Instant.now().minusSeconds(1)));
    await().atMost(PATIENCE).until(() -> claim(name) == null);
    assertTrue(client.pods().resource(pod).get() == null);
  }

  @Test
  void aPausedKarpenterDoesNothing() {
    karpenterKnob("paused", "true");
    ladder("dead", "spot");
    gpuModel("dead", "dead", 1);
    awaitPod("dead", p -> !p.getStatus().getConditions().isEmpty());
    await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> claims("dead").isEmpty());
    karpenterKnob("paused", "false");
    awaitPod("dead", ModelPods::ready);
  }

  @Test
  void twoPodsOfOneGpuEachGetTwoNodesAndANodeClassOutlivesItsClaims() {
    ladder("two", "spot");
    gpuModel("two", "two", 2);
    await()
        .atMost(PATIENCE)
        .until(() -> pods("two").stream().filter(ModelPods::ready).count() == 2);
    assertEquals(2, pods("two").stream().map(p -> p.getSpec().getNodeName()).distinct().count());
    assertEquals("2", pool("corral-two-0").<String>get("status", "resources", "nvidia.com/gpu"));
    client.genericKubernetesResources(NODE_CLASSES).withName("corral-two").delete();
    assertTrue(
        client.genericKubernetesResources(NODE_CLASSES).withName("corral-two").get() != null);
    client.apps().deployments().inNamespace("default").withName("model-two").delete();
    client.genericKubernetesResources(POOLS).withName("corral-two-0").delete();
    await()
        .atMost(PATIENCE)
        .until(() ->
            claims("two").isEmpty()
                && client.genericKubernetesResources(NODE_CLASSES).withName("corral-two").get()
                    == null);
  }
}
