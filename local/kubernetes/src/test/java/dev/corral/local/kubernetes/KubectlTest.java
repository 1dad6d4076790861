package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real kubectl against the server; skipped aloud where there is none.
class KubectlTest {
  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, labels: {app: web}}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: "web:1"}]
      """;

  @TempDir static Path directory;
  private static RunningCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    boolean there =
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(p -> Files.isExecutable(Path.of(p, "kubectl")));
    if (!there) {
      System.err.println("SKIPPED: KubectlTest, there is no kubectl on the PATH");
    }
    assumeTrue(there, "no kubectl");
    cluster = RunningCluster.start(directory.resolve("state"));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static String ok(String... words) throws Exception {
    return okWith("", words);
  }

  private static String okWith(String input, String... words) throws Exception {
    RunningCluster.Output output = cluster.kubectlWith(input, words);
    assertEquals(0, output.code(), String.join(" ", words) + ": " + output.text());
    return output.text();
  }

  private static String apply(String yaml, String... more) throws Exception {
    String[] words =
        Stream.concat(List.of("apply", "-f", "-").stream(), List.of(more).stream())
            .toArray(String[]::new);
    return okWith(yaml, words);
  }

  @Test
  void aDeploymentFromApplyToDelete() throws Exception {
    assertTrue(apply(WEB).contains("deployment.apps/web created"));
    assertTrue(apply(WEB).contains("unchanged"));
    ok("wait", "--for=condition=Available", "deployment/web", "--timeout=30s");
    ok("rollout", "status", "deployment/web", "--timeout=30s");
    assertTrue(ok("get", "deployments").matches("(?s).*web +1/1 +1 +1 .*"));
    assertTrue(ok("get", "pods").contains("Running"));
    assertTrue(ok("get", "nodes").contains("Ready"));
    assertTrue(ok("get", "events").contains("Scheduled"));
    assertTrue(ok("describe", "pods").contains("Successfully assigned"));
    ok("scale", "deployment/web", "--replicas=2");
    ok("wait", "--for=jsonpath={.status.readyReplicas}=2", "deployment/web", "--timeout=30s");
    assertTrue(ok("label", "deployment/web", "x=y").contains("labeled"));
    assertTrue(
        ok("patch", "deployment/web", "-p", "{\"spec\":{\"replicas\":1}}").contains("patched"));
    assertTrue(
        ok("delete", "deployment/web", "--wait=true", "--cascade=foreground", "--timeout=40s")
            .contains("deleted"));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> cluster.kubectl("get", "pods").text().contains("No resources found"));
  }

  @Test
  void aCustomResourceByItsShortName() throws Exception {
    String widget =
        """
        apiVersion: test.corral.dev/v1
        kind: Widget
        metadata: {name: one}
        spec: {colour: red}
        """;
    ok("wait", "--for=condition=Established", "crd/widgets.test.corral.dev", "--timeout=10s");
    assertTrue(apply(widget, "--server-side").contains("serverside-applied"));
    assertTrue(
        ok("get", "wdg").matches("(?s)NAME +COLOUR +REPLICAS +READY +AGE\none +red +1 +\\d+s\n"),
        ok("get", "wdg"));
    assertTrue(ok("scale", "widget/one", "--replicas=3").contains("scaled"));
    assertTrue(ok("get", "widget", "one", "-o", "yaml").contains("replicas: 3"));
    RunningCluster.Output typo =
        cluster.kubectlWith(
            widget.replace("colour: red", "colour: red, color: red"), "apply", "-f", "-");
    assertTrue(
        typo.code() != 0 && typo.text().contains("unknown field \"spec.color\""), typo.text());
    RunningCluster.Output blue =
        cluster.kubectlWith(
            widget.replace("red", "blue").replace("one", "two"), "apply", "-f", "-");
    assertTrue(blue.text().contains("spec.colour: Unsupported value"), blue.text());
    RunningCluster.Output conflict =
        cluster.kubectlWith(
            widget.replace("{colour: red}", "{colour: red, replicas: 5}"),
            "apply",
            "--server-side",
            "--field-manager=other",
            "-f",
            "-");
    assertTrue(conflict.code() != 0 && conflict.text().contains("conflict"), conflict.text());
    ok("delete", "wdg", "one");
  }

  @Test
  void getDashWShowsChanges() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Process watch =
        new ProcessBuilder(
                "kubectl",
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "get",
                "configmaps",
                "-w")
            .start();
    try {
      Thread.ofVirtual().start(() -> watch.inputReader().lines().forEach(lines::add));
      apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: watched}\ndata: {a: b}\n");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> lines.stream().anyMatch(line -> line.matches("watched +1 +.*")));
    } finally {
      watch.destroy();
    }
  }

  @Test
  void editChangesTheKubeletsKnobs() throws Exception {
    ok(
        "patch",
        "configmap",
        "simulated-kubelet",
        "-n",
        "kube-system",
        "--type=merge",
        "-p",
        "{\"data\":{\"delay.weights\":\"1s\"}}");
    assertEquals(
        "1s",
        ok(
            "get",
            "cm",
            "simulated-kubelet",
            "-n",
            "kube-system",
            "-o",
            "jsonpath={.data.delay\\.weights}"));
    ProcessBuilder edit =
        new ProcessBuilder(
            "kubectl",
            "--kubeconfig",
            cluster.kubeconfig().toString(),
            "edit",
            "-n",
            "kube-system",
            "cm/simulated-kubelet");
    edit.environment().put("EDITOR", "sed -i s/delay.weights:.*/delay.weights:\\ 3s/");
    Process process = edit.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), text);
    assertEquals(
        "3s",
        ok(
            "get",
            "cm",
            "simulated-kubelet",
            "-n",
            "kube-system",
            "-o",
            "jsonpath={.data.delay\\.weights}"));
  }
}
