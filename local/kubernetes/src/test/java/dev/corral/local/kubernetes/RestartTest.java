package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server as a process that is killed and started again.
class RestartTest {
  @TempDir Path directory;

  private Process start(int port) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx192m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.corral.local.kubernetes.KubernetesMain",
                    "--port",
                    Integer.toString(port),
                    "--state-dir",
                    directory.resolve("state").toString()))
            .redirectError(directory.resolve("errors.log").toFile())
            .start();
    return process;
  }

  private static int ready(Process process) throws IOException {
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("READY port=")) {
        return Integer.parseInt(line.substring(11));
      }
    }
    throw new IOException("the server ended before it was ready");
  }

  private HttpResponse<String> get(int port, String path, String token) throws Exception {
    return RunningCluster.trusting(directory.resolve("state/ca.crt"))
        .send(
            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void killedAtAnyMomentNothingAcknowledgedIsLost() throws Exception {
    Path kubeconfig = directory.resolve("state/kubeconfig");
    Process first = start(0);
    int port = ready(first);
    String accountToken;
    long last;
    try (KubernetesClient client = RunningCluster.client(kubeconfig)) {
      await()
          .until(() ->
              client.serviceAccounts().inNamespace("default").withName("default").get() != null);
      accountToken =
          client
              .serviceAccounts()
              .inNamespace("default")
              .withName("default")
              .tokenRequest(
                  new TokenRequestBuilder()
                      .withNewSpec()
                      .withExpirationSeconds(3600L)
                      .endSpec()
                      .build())
              .getStatus()
              .getToken();
      for (int i = 0; i < 200; i++) {
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("m" + i)
                    .withNamespace("default")
                    .endMetadata()
                    .withData(Map.of("i", "" + i))
                    .build())
            .create();
      }
      client.configMaps().inNamespace("default").withName("m7").delete();
      last =
          Long.parseLong(
              client
                  .configMaps()
                  .inNamespace("default")
                  .withName("m199")
                  .get()
                  .getMetadata()
                  .getResourceVersion());
      first.destroyForcibly().waitFor();
    }
    Process second = start(port);
    try (var _ = closing(second)) {
      assertEquals(port, ready(second));
      try (KubernetesClient client = RunningCluster.client(kubeconfig)) {
        var list = client.configMaps().inNamespace("default").list();
        assertEquals(199, list.getItems().size());
        assertTrue(Long.parseLong(list.getMetadata().getResourceVersion()) > last);
        String resumed =
            get(
                    port,
                    "/api/v1/configmaps?watch=true&resourceVersion=" + (last - 50),
                    Files.readString(directory.resolve("state/admin-token")))
                .body();
        assertTrue(resumed.contains("\"code\":410"), resumed);
        assertEquals(200, get(port, "/api/v1/configmaps", accountToken).statusCode());
      }
    }
  }

  private static AutoCloseable closing(Process process) {
    return () -> {
      process.destroy();
      assertTrue(process.waitFor(5, TimeUnit.SECONDS), "it must stop on SIGTERM");
    };
  }

  @Test
  void aTakenPortIsOneClearLineAndCode2() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Process process = start(taken.getLocalPort());
      assertEquals(2, process.waitFor());
      assertEquals(
          "local-kubernetes: port " + taken.getLocalPort() + " is taken\n",
          Files.readString(directory.resolve("errors.log")));
    }
  }

  @Test
  void twoServersCannotShareAStateDirectory() throws Exception {
    Process first = start(0);
    try (var _ = closing(first)) {
      ready(first);
      Process second = start(0);
      assertEquals(2, second.waitFor());
      assertTrue(
          Files.readString(directory.resolve("errors.log"))
              .contains("is in use by another server"));
    }
  }
}
