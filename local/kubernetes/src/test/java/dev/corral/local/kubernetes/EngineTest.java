package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real engine processes through their whole life, the server's own death included.
class EngineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  @TempDir Path directory;
  private Process server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws Exception {
    startServer(0);
    client = RunningCluster.client(state().resolve("kubeconfig"));
    client
        .configMaps()
        .inNamespace("kube-system")
        .withName("simulated-kubelet")
        .edit(map ->
            new ConfigMapBuilder(map)
                .withData(
                    Map.of(
                        "delay.waiting_capacity",
                        "0",
                        "delay.node_launching",
                        "0",
                        "delay.image_pull",
                        "0",
                        "delay.weights",
                        "0"))
                .build());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.destroy();
    server.waitFor();
    await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> assertEquals(List.of(), engines()));
  }

  private Path state() {
    return directory.resolve("state");
  }

  private int startServer(int port) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    int from = 20_000 + (int) (ProcessHandle.current().pid() % 1000) * 20;
    server =
        new ProcessBuilder(
                java,
                "-Xmx192m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.corral.local.kubernetes.KubernetesMain",
                "--port",
                Integer.toString(port),
                "--state-dir",
                state().toString(),
                "--engine-jar",
                engineJar().toString(),
                "--model",
                "none.gguf",
                "--engine-ports",
                from + "-" + (from + 19))
            .redirectError(directory.resolve("errors.log").toFile())
            .start();
    BufferedReader out = server.inputReader();
    String line = out.readLine();
    while (line != null && !line.startsWith("READY port=")) {
      line = out.readLine();
    }
    Thread.ofVirtual().start(() -> out.lines().forEach(System.out::println));
    return Integer.parseInt(String.valueOf(line).substring(11));
  }

  private Path engineJar() throws IOException {
    Path jar = directory.resolve("engine.jar");
    if (!Files.exists(jar)) {
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeEngine.class.getName());
      String entry = FakeEngine.class.getName().replace('.', '/') + ".class";
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file, manifest);
          var in = FakeEngine.class.getClassLoader().getResourceAsStream(entry)) {
        out.putNextEntry(new JarEntry(entry));
        Objects.requireNonNull(in).transferTo(out);
      }
    }
    return jar;
  }

  /// The engines of this server that live, found by their command line.
  private List<ProcessHandle> engines() {
    return ProcessHandle.allProcesses()
        .filter(p ->
            p.info()
                .commandLine()
                .map(line -> line.contains("-Dcorral.kubelet=" + state() + " "))
                .orElse(false))
        .toList();
  }

  private void launch(int replicas) {
    client
        .apps()
        .deployments()
        .load(
            new ByteArrayInputStream(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: model-tiny, namespace: default}
                spec:
                  replicas: %d
                  selector: {matchLabels: {corral.dev/model: tiny}}
                  template:
                    metadata: {labels: {corral.dev/model: tiny}}
                    spec:
                      terminationGracePeriodSeconds: 5
                      initContainers: [{name: weights, image: "ollama:1"}]
                      containers:
                      - {name: engine, image: "ollama:1", ports: [{name: http, containerPort: 11434}], env: [{name: CORRAL_SERVED_NAME, value: tiny}]}
                """
                    .formatted(replicas)
                    .getBytes()))
        .create();
    client
        .services()
        .load(
            new ByteArrayInputStream(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: model-tiny, namespace: default}
                spec: {clusterIP: None, selector: {corral.dev/model: tiny}, ports: [{name: http, port: 11434, targetPort: http}]}
                """
                    .getBytes()))
        .create();
    awaitReady(replicas);
  }

  private List<Pod> pods() {
    return client.pods().inNamespace("default").list().getItems();
  }

  private void awaitReady(int count) {
    await().atMost(PATIENCE).until(() -> readyPorts().size() == count);
  }

  /// The ports of ready endpoints, read from the slices as the proxy does.
  private List<Integer> readyPorts() {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace("default")
        .withLabel("kubernetes.io/service-name", "model-tiny")
        .list()
        .getItems()
        .stream()
        .flatMap(s ->
            s.getEndpoints().stream()
                .filter(e -> e.getConditions().getReady())
                .map(e -> s.getPorts().getFirst().getPort()))
        .toList();
  }

  private static int version(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/version")).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void eachReplicaHasItsOwnEngineWithItsOwnPortAndLog() throws Exception {
    launch(2);
    List<Integer> ports = readyPorts();
    assertNotEquals(ports.get(0), ports.get(1));
    assertEquals(200, version(ports.get(0)));
    assertEquals(200, version(ports.get(1)));
    assertEquals(2, engines().size());
    assertTrue(
        client
            .pods()
            .inNamespace("default")
            .withName(pods().getFirst().getMetadata().getName())
            .inContainer("engine")
            .getLog()
            .contains("serving tiny"));
    client.apps().deployments().inNamespace("default").withName("model-tiny").scale(0);
    await()
        .atMost(PATIENCE)
        .until(() ->
            pods().isEmpty() && engines().isEmpty() && client.nodes().list().getItems().isEmpty());
  }

  @Test
  void anyEngineImageIsAnsweredForByTheRealProcessAndAnAppsPageOutlivesAKill() throws Exception {
    for (String pod : new String[] {VLLM, APP}) {
      client.pods().load(new ByteArrayInputStream(pod.getBytes())).create();
    }
    await().atMost(PATIENCE).until(() -> pods().stream().allMatch(ModelPods::ready));
    assertEquals(200, version(port("vllm")));
    assertTrue(
        client
            .pods()
            .inNamespace("default")
            .withName("vllm")
            .inContainer("engine")
            .getLog()
            .contains("serving phi:gpu"));
    int page = port("chat");
    assertEquals(200, version(page));
    int port = URI.create(client.getConfiguration().getMasterUrl()).getPort();
    server.destroyForcibly().waitFor();
    startServer(port);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> version(port("chat")) == 200);
    assertEquals(page, port("chat"));
  }

  private static final String VLLM =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: vllm, namespace: default, labels: {corral.dev/model: phi}}
      spec:
        containers:
        - name: engine
          image: "vllm/vllm-openai:0.12"
          args: [--served-model-name, "phi:gpu", --max-model-len=4096]
          ports: [{name: http, containerPort: 8000}]
      """;
  private static final String APP =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: chat, namespace: default, labels: {corral.dev/app: chat}}
      spec:
        containers: [{name: app, image: "chat:1", ports: [{name: http, containerPort: 3000}]}]
      """;

  private int port(String pod) {
    return client
        .pods()
        .inNamespace("default")
        .withName(pod)
        .get()
        .getSpec()
        .getContainers()
        .getFirst()
        .getPorts()
        .getFirst()
        .getContainerPort();
  }

  @Test
  void aDeadEngineIsStartedAgain() {
    launch(1);
    engines().getFirst().destroyForcibly();
    await()
        .atMost(PATIENCE)
        .until(() ->
            pods().getFirst().getStatus().getContainerStatuses().getFirst().getRestartCount() == 1);
    awaitReady(1);
    assertEquals(1, engines().size());
  }

  @Test
  void aForcedDeleteEndsTheEngineToo() {
    launch(1);
    long before = engines().getFirst().pid();
    client
        .pods()
        .inNamespace("default")
        .withName(pods().getFirst().getMetadata().getName())
        .withGracePeriod(0)
        .delete();
    await()
        .atMost(PATIENCE)
        .until(() -> engines().size() == 1 && engines().getFirst().pid() != before);
    awaitReady(1);
  }

  @Test
  void afterAKillTheLivingEngineIsKeptAndOrphansAreEnded() throws Exception {
    launch(1);
    long kept = engines().getFirst().pid();
    int port = URI.create(client.getConfiguration().getMasterUrl()).getPort();
    server.destroyForcibly().waitFor();
    Process orphan =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcorral.kubelet=" + state(),
                "-jar",
                engineJar().toString(),
                "--port",
                "0",
                "--served-name",
                "orphan")
            .start();
    assertTrue(orphan.isAlive());
    startServer(port);
    orphan.waitFor();
    awaitReady(1);
    assertEquals(List.of(kept), engines().stream().map(ProcessHandle::pid).toList());
    assertEquals(
        0, pods().getFirst().getStatus().getContainerStatuses().getFirst().getRestartCount());
  }
}
