package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Apps: their images cannot run here, so a page says so, and everything else is as in a cluster.
class AppTest extends ModelPods {
  private static void app(String name, int replicas) {
    String yaml =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app-%1$s, namespace: default}
        spec:
          replicas: %2$d
          selector: {matchLabels: {corral.dev/app: %1$s}}
          template:
            metadata: {labels: {corral.dev/app: %1$s}}
            spec:
              initContainers:
              - {name: prepare, image: "busybox:1"}
              containers:
              - {name: app, image: "open-webui<1>:0.6", ports: [{name: http, containerPort: 8080}]}
        """
            .formatted(name, replicas);
    client.apps().deployments().load(new ByteArrayInputStream(yaml.getBytes())).create();
  }

  private static List<Pod> appPods(String name) {
    return client.pods().inNamespace("default").withLabel("corral.dev/app", name).list().getItems();
  }

  private static int port(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getPorts().getFirst().getContainerPort();
  }

  private static HttpResponse<String> page(int port, String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void eachReplicaServesAPageThatSaysWhatWouldRun() throws Exception {
    app("chat", 2);
    await()
        .atMost(PATIENCE)
        .until(() -> appPods("chat").stream().filter(ModelPods::ready).count() == 2);
    List<Integer> ports = appPods("chat").stream().map(AppTest::port).distinct().toList();
    assertEquals(2, ports.size());
    for (int port : ports) {
      HttpResponse<String> page = page(port, "GET");
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("simulated"), page.body());
      assertTrue(page.body().contains("<code>open-webui&lt;1&gt;:0.6</code>"), page.body());
      assertFalse(page.body().contains("<script"), page.body());
      assertEquals(405, page(port, "POST").statusCode());
    }
    client.apps().deployments().inNamespace("default").withName("app-chat").delete();
    await().atMost(PATIENCE).until(() -> appPods("chat").isEmpty());
  }

  @Test
  void failuresAreForAppsToo() {
    knob("img-app.fail", "ImagePull");
    knob("boot-app.fail", "Bootstrap");
    knob("full-app.fail", "OutOfMemory");
    knob("wait-app.fail", "Capacity");
    for (String name : List.of("img-app", "boot-app", "full-app", "wait-app")) {
      app(name, 1);
    }
    awaitReason("img-app", "ImagePullBackOff");
    awaitReason("boot-app", "CrashLoopBackOff");
    awaitReason("full-app", "OOMKilled");
    awaitReason("wait-app", "Unschedulable");
    for (String name : List.of("img-app", "boot-app", "full-app", "wait-app")) {
      knob(name + ".fail", "");
    }
    await().atMost(PATIENCE).until(() -> appPods("img-app").stream().allMatch(ModelPods::ready));
    await().atMost(PATIENCE).until(() -> appPods("wait-app").stream().allMatch(ModelPods::ready));
  }

  private static void awaitReason(String app, String reason) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            appPods(app).stream().anyMatch(pod -> pod.getStatus().toString().contains(reason)));
  }
}
