package dev.corral.dispatcher.journey;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Starts the stand-ins on free ports with fresh state, and ends them.
public final class StandIns implements QuarkusTestResourceLifecycleManager {
  private static final Path LOCAL = Path.of("../../local");
  private static final Pattern PORT = Pattern.compile("(\\w+)=(\\d+)");
  static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:corral-budget";
  private static final int PATIENCE_S = 90;

  private final List<Process> processes = new ArrayList<>();
  private @Nullable GatewayStandIn gateway;

  @Override
  public Map<String, String> start() {
    try {
      Path state = Files.createTempDirectory("corral-dispatcher");
      Path kubernetes = state.resolve("kubernetes");
      var cloud =
          launch(
              "cloud",
              "--dynamodb-port=0",
              "--sqs-port=0",
              "--s3-port=0",
              "--state-dir=" + state.resolve("cloud"),
              "--tables=src/main/contract/tables.json",
              "--queues=corral-lifecycle,corral-budget");
      Map<String, String> aws = cloud.get(PATIENCE_S, TimeUnit.SECONDS);
      var cluster =
          launch(
              "kubernetes",
              "--port=0",
              "--state-dir=" + kubernetes,
              "--crds=../../charts/corral/crds,../../charts/karpenter-crds",
              "--ec2-endpoint=http://127.0.0.1:" + aws.get("aws"));
      String issuer = "https://127.0.0.1:" + cluster.get(PATIENCE_S, TimeUnit.SECONDS).get("port");
      System.setProperty("kubeconfig", kubernetes.resolve("kubeconfig").toString());
      gateway = new GatewayStandIn();
      var config = new HashMap<String, String>();
      config.put("corral.gateway.internal-url", gateway.url());
      config.put("corral.images.allow-tags", "true");
      config.put("corral.apps.scheme", "http");
      config.put("corral.apps.efs.file-system", "fs-0c0ffee0000000001");
      config.put("corral.cluster.issuer", issuer);
      config.put("corral.cluster.ca-file", kubernetes.resolve("ca.crt").toString());
      config.put("quarkus.dynamodb.endpoint-override", "http://127.0.0.1:" + aws.get("dynamodb"));
      config.put("quarkus.sqs.endpoint-override", "http://127.0.0.1:" + aws.get("sqs"));
      config.put("corral.aws.endpoint", "http://127.0.0.1:" + aws.get("aws"));
      engines(config, state);
      config.put("corral.kill.grace", "2s");
      config.put("corral.kill.look", "300ms");
      config.put("corral.cluster.name", "corral");
      config.put("corral.budget.name", "team");
      config.put("corral.budget.topic-arns", TOPIC);
      config.put("corral.discovery.region", "eu-central-1");
      config.put("corral.discovery.ssm-parameter", "/corral/discovered-models");
      config.put("corral.discovery.elsewhere", "stability.stable-image-core-v1:1");
      System.setProperty("aws.accessKeyId", "local");
      System.setProperty("aws.secretAccessKey", "local");
      for (String client : List.of("dynamodb", "sqs")) {
        config.put("quarkus." + client + ".aws.credentials.type", "static");
        config.put("quarkus." + client + ".aws.credentials.static-provider.access-key-id", "local");
        config.put(
            "quarkus." + client + ".aws.credentials.static-provider.secret-access-key", "local");
      }
      return config;
    } catch (Exception e) {
      stop();
      throw new IllegalStateException("the stand-ins do not start; are they built?", e);
    }
  }

  private static void engines(Map<String, String> config, Path state) throws IOException {
    Path key =
        Files.writeString(state.resolve("engine.key"), "a-secret-for-one-run-of-the-tests\n");
    Path endpoints = Files.createDirectory(state.resolve("endpoints"));
    Files.writeString(
        endpoints.resolve("partner.json"),
        """
        {"url":"https://llm.example.com/v1","dialect":"openai","auth":"bearer","token":"not-shown"}
        """);
    config.put("corral.engine-key-file", key.toString());
    config.put("corral.external.endpoints-dir", endpoints.toString());
    config.put("corral.engines.textgen.gpu-image", "localhost/textgen:test");
  }

  @Override
  public void stop() {
    processes.forEach(Process::destroy);
    if (gateway != null) {
      gateway.close();
    }
  }

  private CompletableFuture<Map<String, String>> launch(String part, String... arguments)
      throws IOException {
    Path jar = LOCAL.resolve(part).resolve("target/local-" + part + ".jar");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    processes.add(process);
    var ready = new CompletableFuture<Map<String, String>>();
    Thread.ofPlatform().daemon().start(() -> follow(process, ready));
    return ready;
  }

  private static void follow(Process process, CompletableFuture<Map<String, String>> ready) {
    try (BufferedReader lines = process.inputReader()) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("READY")) {
          var ports = new HashMap<String, String>();
          PORT.matcher(line).results().forEach(m -> ports.put(m.group(1), m.group(2)));
          ready.complete(ports);
        }
      }
      ready.completeExceptionally(new IOException("it ended before it was ready"));
    } catch (IOException e) {
      ready.completeExceptionally(new UncheckedIOException(e));
    }
  }
}
