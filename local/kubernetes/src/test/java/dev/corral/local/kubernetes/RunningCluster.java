package dev.corral.local.kubernetes;

import dev.corral.local.kubernetes.karpenter.SimulatedKarpenter;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A server in this process, and the clients to talk to it with.
final class RunningCluster implements AutoCloseable {
  static {
    // Read once by the HTTP client: lets a test lie about the Host.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  static final Path TEST_DEFINITIONS = Path.of("src/test/resources/crds");
  static final Path KARPENTER = Path.of("../../charts/karpenter-crds");
  private static final SimulatedKarpenter.Cloud NO_CLOUD =
      new SimulatedKarpenter.Cloud(Optional.empty(), "eu-central-1", "corral");
  private final Path directory;
  private final LocalCluster cluster;
  private final HttpClient http;

  private RunningCluster(Path directory, LocalCluster cluster) throws Exception {
    this.directory = directory;
    this.cluster = cluster;
    this.http = trusting(directory.resolve("ca.crt"));
  }

  static RunningCluster start(Path directory) throws Exception {
    return start(directory, Optional.empty());
  }

  static RunningCluster start(Path directory, Optional<ClusterOptions.EngineOptions> engine)
      throws Exception {
    ClusterOptions options =
        new ClusterOptions(0, directory, List.of(TEST_DEFINITIONS, KARPENTER), engine, NO_CLOUD);
    return new RunningCluster(directory, LocalCluster.start(options));
  }

  static HttpClient trusting(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  String url() {
    return "https://127.0.0.1:" + cluster.port();
  }

  Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  String token() throws IOException {
    return Files.readString(directory.resolve("admin-token"));
  }

  KubernetesClient client() throws IOException {
    return client(kubeconfig());
  }

  static KubernetesClient client(Path kubeconfig) throws IOException {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
        .build();
  }

  HttpClient http() {
    return http;
  }

  HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .header("Authorization", "Bearer " + token());
  }

  HttpResponse<String> send(String method, String path, String contentType, String body)
      throws Exception {
    HttpRequest request =
        request(path)
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  /// What a command of kubectl printed, and how it ended.
  record Output(int code, String text) {}

  Output kubectl(String... words) throws Exception {
    return kubectlWith("", words);
  }

  Output kubectlWith(String input, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "kubectl",
                "--kubeconfig",
                kubeconfig().toString(),
                "--cache-dir",
                directory.resolve("kube-cache").toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Output(process.waitFor(), text);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
