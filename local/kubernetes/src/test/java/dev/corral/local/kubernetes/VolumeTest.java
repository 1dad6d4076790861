package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Claims for storage, the volumes they get, and the pods that wait for them.
class VolumeTest extends ModelPods {
  private static void apply(String yaml) {
    client
        .resourceList(client.load(new ByteArrayInputStream(yaml.getBytes())).items())
        .inNamespace("default")
        .create();
  }

  private static void claim(String name, String rest) {
    apply(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: %s}
        spec:
          accessModes: [ReadWriteMany]
          resources: {requests: {storage: 5Gi}}
          %s
        """
            .formatted(name, rest));
  }

  private static void volume(String name, String size) {
    apply(
        """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: %s}
        spec:
          accessModes: [ReadWriteMany]
          capacity: {storage: %s}
          storageClassName: ""
          csi: {driver: efs.csi.aws.com, volumeHandle: fs-1}
        """
            .formatted(name, size));
  }

  private static PersistentVolumeClaim claim(String name) {
    return client.persistentVolumeClaims().inNamespace("default").withName(name).get();
  }

  private static String phase(String volume) {
    PersistentVolume found = client.persistentVolumes().withName(volume).get();
    return found == null || found.getStatus() == null ? "" : found.getStatus().getPhase();
  }

  private static void awaitPhase(String name, String phase) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            claim(name).getStatus() != null && phase.equals(claim(name).getStatus().getPhase()));
  }

  @Test
  void aClaimBindsToTheVolumeItNamesAndKeepsItAfterwards() {
    volume("named", "10Gi");
    await().atMost(PATIENCE).until(() -> phase("named").equals("Available"));
    claim("named", "volumeName: named\n  storageClassName: \"\"");
    awaitPhase("named", "Bound");
    assertEquals("Bound", phase("named"));
    assertEquals(
        claim("named").getMetadata().getUid(),
        client.persistentVolumes().withName("named").get().getSpec().getClaimRef().getUid());
    client.persistentVolumeClaims().inNamespace("default").withName("named").delete();
    await().atMost(PATIENCE).until(() -> phase("named").equals("Released"));
  }

  @Test
  void aClaimForSomeClassGetsAVolumeThatGoesWithIt() {
    claim("made", "storageClassName: gp3");
    awaitPhase("made", "Bound");
    String volume = claim("made").getSpec().getVolumeName();
    assertNotNull(client.persistentVolumes().withName(volume).get());
    client.persistentVolumeClaims().inNamespace("default").withName("made").delete();
    await().atMost(PATIENCE).until(() -> phase(volume).isEmpty());
  }

  @Test
  void aPodWaitsForItsStorageAndHoldsIt() {
    claim("late", "storageClassName: \"\"");
    apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: stored, labels: {corral.dev/app: stored}}
        spec:
          terminationGracePeriodSeconds: 1
          containers: [{name: app, image: "x:1"}]
          volumes: [{name: data, persistentVolumeClaim: {claimName: late}}]
        """);
    awaitPhase("late", "Pending");
    await()
        .atMost(PATIENCE)
        .until(() ->
            pod("stored")
                .getStatus()
                .toString()
                .contains("pod has unbound immediate PersistentVolumeClaims"));
    volume("small", "1Gi");
    volume("large", "20Gi");
    await().atMost(PATIENCE).until(() -> ready(pod("stored")));
    assertEquals("large", claim("late").getSpec().getVolumeName());
    client.persistentVolumeClaims().inNamespace("default").withName("late").delete();
    assertTrue(claim("late").isMarkedForDeletion());
    client.pods().inNamespace("default").withName("stored").delete();
    await().atMost(PATIENCE).until(() -> claim("late") == null);
  }

  private static Pod pod(String name) {
    return client.pods().inNamespace("default").withName(name).get();
  }

  @Test
  void theKindsThatWorkloadsNeedAreServed() throws Exception {
    for (String path :
        List.of(
            "/api/v1/persistentvolumes",
            "/api/v1/persistentvolumeclaims",
            "/api/v1/secrets",
            "/api/v1/configmaps",
            "/api/v1/events",
            "/apis/events.k8s.io/v1/events",
            "/apis/networking.k8s.io/v1/networkpolicies",
            "/apis/coordination.k8s.io/v1/leases",
            "/apis/policy/v1/poddisruptionbudgets")) {
      assertEquals(200, cluster.get(path).statusCode(), path);
    }
  }
}
