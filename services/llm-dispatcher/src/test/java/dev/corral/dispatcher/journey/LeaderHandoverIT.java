package dev.corral.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two real processes, of which the leader falls asleep in the middle of a launch and wakes up
/// after the other one has taken over.
class LeaderHandoverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final List<String> TIMES =
      List.of("lease-duration=4s", "renew-deadline=3s", "retry=500ms");

  private final StandIns standIns = new StandIns();
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private KubernetesClient client;
  private Callers callers;

  @BeforeEach
  void start() throws Exception {
    Map<String, String> settings = standIns.start();
    Path kubeconfig = Path.of(System.getProperty("kubeconfig"));
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
            .build();
    callers = Callers.ready(client);
    for (String name : List.of("a", "b")) {
      dispatchers.add(Dispatcher.start(name, settings, kubeconfig));
    }
    dispatchers.forEach(d -> await().atMost(PATIENCE).until(d::isReady));
  }

  @AfterEach
  void stop() {
    dispatchers.forEach(Dispatcher::close);
    client.close();
    standIns.stop();
  }

  @Test
  void theStandbyTakesOverAndTheSleeperChangesNothing() throws Exception {
    await().atMost(PATIENCE).until(() -> !holder().isEmpty());
    Dispatcher leader = dispatchers.stream().filter(d -> holds(d)).findFirst().orElseThrow();
    Dispatcher standby = dispatchers.stream().filter(d -> d != leader).findFirst().orElseThrow();
    at(standby)
        .body(
            """
            {"name":"handover","owner":"alice","engine":"ollama","source":"ollama://tinyllama:1.1b-chat"}
            """)
        .post("/internal/models")
        .then()
        .statusCode(202);
    await().atMost(PATIENCE).until(() -> deployment() != null);
    leader.signal("STOP");
    long asleep = System.nanoTime();
    await().atMost(Duration.ofSeconds(20)).until(() -> holds(standby));
    assertThat(Duration.ofNanos(System.nanoTime() - asleep)).isLessThan(Duration.ofSeconds(20));
    awaitState(standby, "active");
    at(standby).post("/internal/models/handover/stop").then().statusCode(202);
    awaitState(standby, "idle");
    String uid = deployment().getMetadata().getUid();
    int before = leader.proxy.calls().size();
    leader.signal("CONT");
    await().atMost(PATIENCE).until(() -> leader.proxy.calls().size() > before + 3);
    awaitState(leader, "idle");
    await()
        .during(Duration.ofSeconds(5))
        .atMost(Duration.ofSeconds(15))
        .until(() -> deployment().getSpec().getReplicas() == 0 && holds(standby));
    assertThat(deployment().getMetadata().getUid()).isEqualTo(uid);
    assertThat(changesSince(leader, before)).isEmpty();
    assertStory(standby);
    assertThat(created("/deployments/model-handover")).isEqualTo(1);
    assertRights();
  }

  /// Nothing was done that `rbac.yaml` does not allow. A real API server refuses it, too:
  /// e2e/cluster.
  private void assertRights() throws IOException {
    var granted = Rights.granted(Path.of("src/main/contract/rbac.yaml"));
    var calls = dispatchers.stream().flatMap(d -> d.proxy.calls().stream()).toList();
    assertThat(Rights.without(Rights.needed(calls), granted)).isEmpty();
  }

  private void assertStory(Dispatcher from) {
    List<Map<String, Object>> items =
        at(from)
            .get("/internal/models/handover/timeline")
            .then()
            .statusCode(200)
            .extract()
            .path("items");
    var moves =
        items.stream()
            .filter(item -> !Objects.equals(item.get("from"), item.get("to")))
            .map(item -> item.get("from") + "→" + item.get("to"))
            .toList();
    assertThat(moves).containsExactly("none→launching", "launching→active", "active→idle");
    assertThat(new HashSet<>(items)).hasSameSizeAs(items);
  }

  /// How often any of them began the Deployment: the first apply that succeeded made it.
  private long created(String path) {
    var uids = new HashSet<String>();
    client.apps().deployments().inNamespace("corral").list().getItems().stream()
        .filter(d -> path.endsWith(d.getMetadata().getName()))
        .forEach(d -> uids.add(d.getMetadata().getUid()));
    return uids.size();
  }

  /// What it changed in the cluster, apart from the election.
  private static List<ClusterProxy.Call> changesSince(Dispatcher dispatcher, int before) {
    List<ClusterProxy.Call> calls = dispatcher.proxy.calls();
    return calls.subList(before, calls.size()).stream()
        .filter(ClusterProxy.Call::changes)
        .filter(call -> !call.path().contains("/leases"))
        .toList();
  }

  private void awaitState(Dispatcher from, String state) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            state.equals(at(from).get("/internal/models/handover").then().extract().path("state")));
  }

  private Deployment deployment() {
    return client.apps().deployments().inNamespace("corral").withName("model-handover").get();
  }

  private RequestSpecification at(Dispatcher dispatcher) {
    return callers.gateway().port(dispatcher.port);
  }

  private boolean holds(Dispatcher dispatcher) {
    return holder().startsWith(dispatcher.name + "_");
  }

  private String holder() {
    var lease = client.leases().inNamespace("corral-system").withName("llm-dispatcher").get();
    return lease == null || lease.getSpec().getHolderIdentity() == null
        ? ""
        : lease.getSpec().getHolderIdentity();
  }

  /// One process, which reaches the cluster through a proxy of its own.
  private record Dispatcher(
      String name, Process process, int port, int management, ClusterProxy proxy) {
    static Dispatcher start(String name, Map<String, String> settings, Path kubeconfig)
        throws Exception {
      var proxy =
          new ClusterProxy(
              Objects.requireNonNull(settings.get("corral.cluster.issuer")),
              Path.of(Objects.requireNonNull(settings.get("corral.cluster.ca-file"))));
      Path own = kubeconfig.resolveSibling("kubeconfig-" + name);
      Files.writeString(
          own,
          Files.readString(kubeconfig)
              .replaceAll("certificate-authority(-data)?: .*", "insecure-skip-tls-verify: true")
              .replaceAll("https://127\\.0\\.0\\.1:\\d+", proxy.url()));
      int port = free();
      int management = free();
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
      TIMES.forEach(time -> command.add("-Dcorral.lead." + time));
      command.add("-Dcorral.images.allow-tags=true");
      command.add("-Daws.accessKeyId=local");
      command.add("-Daws.secretAccessKey=local");
      command.add("-Dquarkus.http.port=" + port);
      command.add("-Dquarkus.management.port=" + management);
      command.add("-jar");
      command.add(JAR.toString());
      var builder = new ProcessBuilder(command);
      builder.environment().put("KUBECONFIG", own.toString());
      builder.environment().put("HOSTNAME", name);
      builder.redirectErrorStream(true);
      builder.redirectOutput(Path.of("target", "handover-" + name + ".log").toFile());
      return new Dispatcher(name, builder.start(), port, management, proxy);
    }

    boolean isReady() {
      try {
        return io.restassured.RestAssured.given()
                .port(management)
                .get("/q/health/ready")
                .statusCode()
            == 200;
      } catch (RuntimeException e) {
        return false;
      } catch (Exception e) {
        return false; // Groovy throws what it likes: nobody listens yet.
      }
    }

    void signal(String signal) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    void close() {
      try {
        signal("CONT");
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (IOException e) {
        process.destroyForcibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      proxy.close();
    }

    /// A port below those that outgoing connections get, which could take it before its use.
    private static int free() {
      return ThreadLocalRandom.current()
          .ints(1000, 20_000, 32_000)
          .filter(Dispatcher::isFree)
          .findFirst()
          .orElseThrow();
    }

    private static boolean isFree(int port) {
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.isBound();
      } catch (IOException taken) {
        return false;
      }
    }
  }
}
