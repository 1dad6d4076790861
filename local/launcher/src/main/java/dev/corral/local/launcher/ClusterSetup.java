package dev.corral.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// What the Helm chart and the kubelet would have put into a cluster before the services start:
/// namespaces, service accounts with their tokens, and the proxy's Service.
final class ClusterSetup {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SYSTEM = "corral-system";
  private static final String WORKLOADS = "corral";
  private static final int INTERNAL_SECONDS = 3600;
  private static final int CLUSTER_SECONDS = 30 * 24 * 3600;

  private final ClusterClient cluster;
  private final Layout layout;

  ClusterSetup(ClusterClient cluster, Layout layout) {
    this.cluster = cluster;
    this.layout = layout;
  }

  void namespaces() throws IOException, InterruptedException {
    for (var name : List.of(SYSTEM, WORKLOADS)) {
      cluster.apply(
          "/api/v1/namespaces/" + name,
          json(
              """
              {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s"}}
              """
                  .formatted(name)));
    }
  }

  /// A service account, and a kubeconfig with a token for the Kubernetes API.
  void account(String service) throws IOException, InterruptedException {
    cluster.apply(
        accountPath(service),
        json(
            """
            {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"%s","namespace":"%s"}}
            """
                .formatted(service, SYSTEM)));
    var kubeconfig =
        """
        {"apiVersion":"v1","kind":"Config","current-context":"corral",
         "clusters":[{"name":"corral","cluster":{"server":"%s","certificate-authority":"%s"}}],
         "users":[{"name":"%s","user":{"token":"%s"}}],
         "contexts":[{"name":"corral","context":{"cluster":"corral","user":"%s","namespace":"%s"}}]}
        """
            .formatted(
                cluster.server(),
                layout.clusterCa(),
                service,
                token(service, "[]", CLUSTER_SECONDS),
                service,
                WORKLOADS);
    writePrivately(layout.kubeconfigOf(service), kubeconfig);
  }

  /// A fresh token with which the service calls the others; it lives for an hour.
  void internalToken(String service) throws IOException, InterruptedException {
    var token = token(service, "[\"corral-internal\"]", INTERNAL_SECONDS);
    writePrivately(layout.tokenOf(service), token);
  }

  /// Makes the proxy's one replica known, ready or not.
  void proxyEndpoint(int internalPort, boolean ready) throws IOException, InterruptedException {
    cluster.apply(
        "/api/v1/namespaces/%s/services/inference-proxy".formatted(SYSTEM),
        json(
            """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"inference-proxy","namespace":"%s"},
             "spec":{"clusterIP":"None","ports":[{"name":"internal","port":%d,"protocol":"TCP"}]}}
            """
                .formatted(SYSTEM, internalPort)));
    cluster.apply(
        "/apis/discovery.k8s.io/v1/namespaces/%s/endpointslices/inference-proxy-local"
            .formatted(SYSTEM),
        json(
            """
            {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","addressType":"IPv4",
             "metadata":{"name":"inference-proxy-local","namespace":"%s",
                         "labels":{"kubernetes.io/service-name":"inference-proxy"}},
             "ports":[{"name":"internal","port":%d,"protocol":"TCP"}],
             "endpoints":[{"addresses":["127.0.0.1"],
                           "conditions":{"ready":%s,"serving":%s,"terminating":false}}]}
            """
                .formatted(SYSTEM, internalPort, ready, ready)));
  }

  private String token(String service, String audiences, int seconds)
      throws IOException, InterruptedException {
    var request =
        json(
            """
            {"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest",
             "spec":{"audiences":%s,"expirationSeconds":%d}}
            """
                .formatted(audiences, seconds));
    return cluster.create(accountPath(service) + "/token", request).at("/status/token").asText();
  }

  private static String accountPath(String service) {
    return "/api/v1/namespaces/%s/serviceaccounts/%s".formatted(SYSTEM, service);
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  private static void writePrivately(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(
        whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(whole, text);
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
