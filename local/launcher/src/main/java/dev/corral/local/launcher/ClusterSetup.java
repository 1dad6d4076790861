package dev.corral.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/// What the Helm chart and the kubelet would have put into a cluster before the services start:
/// namespaces, service accounts with their tokens, the proxy's Service and a first GPU pool.
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
    PrivateFile.write(layout.kubeconfigOf(service), kubeconfig);
  }

  /// A fresh token with which the service calls the others; it lives for an hour.
  void internalToken(String service) throws IOException, InterruptedException {
    var token = token(service, "[\"corral-internal\"]", INTERNAL_SECONDS);
    PrivateFile.write(layout.tokenOf(service), token);
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

  /// A pool that a newcomer can launch on at once. Whatever people make of it later stays.
  void gpuPool() throws IOException, InterruptedException {
    cluster.createIfMissing(
        "/apis/corral.dev/v1alpha1/namespaces/%s/gpupools".formatted(WORKLOADS),
        json(
            """
            {"apiVersion":"corral.dev/v1alpha1","kind":"GpuPool",
             "metadata":{"name":"gpu","namespace":"%s"},
             "spec":{"ladder":[{"instanceType":"g6.xlarge"},{"instanceType":"g5.xlarge"},
                               {"instanceType":"g4dn.xlarge"}],
                     "maxNodes":2,"amiParameter":"/corral/gpu/latest_ami_id"}}
            """
                .formatted(WORKLOADS)));
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
}
