package dev.corral.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The stand-in for DynamoDB and SQS, as a process that can be killed and started again.
public final class CloudProcess {

  private static final Path JAR = Path.of("../../local/cloud/target/local-cloud.jar");
  private static final Pattern PORT = Pattern.compile("(dynamodb|sqs|s3)=(\\d+)");

  private final Path stateDir;
  private Map<String, String> ports = Map.of("dynamodb", "0", "sqs", "0", "s3", "0");
  private Process process;

  /// Starts it on free ports with empty tables and queues.
  public CloudProcess() {
    try {
      stateDir = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "cloud");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /// Starts it where it was before.
  public void start() {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException("build local/cloud first: " + JAR.toAbsolutePath());
    }
    try {
      process = command().redirectError(stateDir.resolve("stderr.log").toFile()).start();
      ports = readyPorts(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends it without a warning.
  public void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still there: " + process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public String url(String part) {
    return "http://127.0.0.1:" + ports.get(part);
  }

  private ProcessBuilder command() {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-jar",
        JAR.toString(),
        "--dynamodb-port",
        ports.get("dynamodb"),
        "--sqs-port",
        ports.get("sqs"),
        "--s3-port",
        ports.get("s3"),
        "--state-dir",
        stateDir.toString(),
        "--tables",
        "src/main/contract/tables.json",
        "--queues",
        "corral-lifecycle,corral-usage");
  }

  private static Map<String, String> readyPorts(Process process) throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("READY")) {
        return PORT.matcher(line)
            .results()
            .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
      }
    }
    throw new IllegalStateException("the stand-in ended before it was ready");
  }
}
