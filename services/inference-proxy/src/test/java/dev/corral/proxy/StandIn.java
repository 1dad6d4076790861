package dev.corral.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A part of the laptop platform as a child process; its jar is built before this module.
public final class StandIn implements AutoCloseable {
  private final Process process;
  private final Map<String, Integer> ports = new HashMap<>();

  private StandIn(Process process) {
    this.process = process;
  }

  /// Starts `local/<part>` and waits for its READY line.
  public static StandIn start(String part, String... arguments) throws IOException {
    Path jar = Path.of("../../local/" + part + "/target/local-" + part + ".jar").toAbsolutePath();
    if (!jar.toFile().exists()) {
      throw new IOException(jar + " is not built: mvn -pl local/" + part + " package");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    StandIn standIn = new StandIn(process);
    standIn.awaitReady(part);
    return standIn;
  }

  private void awaitReady(String part) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith("READY")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException(part + " ended before it was ready");
    }
    for (String pair : line.substring("READY".length()).strip().split(" ")) {
      String[] parts = pair.split("=");
      ports.put(parts[0], Integer.parseInt(parts[1]));
    }
    Thread.ofVirtual().start(() -> out.lines().forEach(ignored -> {}));
  }

  /// The port that the READY line names so.
  public int port(String name) {
    return ports.getOrDefault(name, 0);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
