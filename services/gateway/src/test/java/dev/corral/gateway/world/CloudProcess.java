package dev.corral.gateway.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// DynamoDB as a process: the stand-in that `make up` uses, on a free port.
final class CloudProcess {
  private static final Pattern READY = Pattern.compile("READY dynamodb=(\\d+).*");

  private final Process process;
  private final int port;

  private CloudProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static CloudProcess start() {
    Path jar = Path.of("../../local/cloud/target/local-cloud.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          jar.toAbsolutePath().normalize() + " is missing: build local/cloud first");
    }
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-jar",
                  jar.toString(),
                  "--dynamodb-port=0",
                  "--sqs-port=0",
                  "--s3-port=0",
                  "--state-dir=" + Files.createTempDirectory("gateway-cloud"),
                  "--tables=src/main/contract/tables.json")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new CloudProcess(process, port(process));
    } catch (IOException e) {
      throw new IllegalStateException("local-cloud did not start", e);
    }
  }

  private static int port(Process process) {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try {
      Matcher ready =
          CompletableFuture.supplyAsync(
                  () -> out.lines().map(READY::matcher).filter(Matcher::matches).findFirst())
              .get(60, TimeUnit.SECONDS)
              .orElseThrow();
      return Integer.parseInt(ready.group(1));
    } catch (Exception e) {
      process.destroyForcibly();
      throw new IllegalStateException("local-cloud did not become ready", e);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  void stop() {
    process.destroyForcibly();
  }
}
