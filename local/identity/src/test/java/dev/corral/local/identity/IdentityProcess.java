package dev.corral.local.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The provider as the launcher starts it.
final class IdentityProcess implements AutoCloseable {
  static final String CALLBACK = "http://localhost:8080/callback";
  static final String HOME = "http://localhost:8080/";

  private final Process process;
  private final int port;

  private IdentityProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static IdentityProcess start(Path state, String... options) throws IOException {
    var process = launch(state, options);
    var line = String.valueOf(new BufferedReader(process.inputReader()).readLine());
    if (!line.startsWith("READY port=")) {
      throw new IOException("The provider did not say READY but " + line);
    }
    return new IdentityProcess(process, Integer.parseInt(line.substring("READY port=".length())));
  }

  static Process launch(Path state, String... options) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(IdentityMain.class.getName(), "--state-dir", state.toString()));
    command.addAll(List.of("--redirect-uri", CALLBACK, "--post-logout-uri", HOME));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("CORRAL_LOCAL_PASSWORD");
    return builder.start();
  }

  String url() {
    return "http://localhost:" + port;
  }

  int port() {
    return port;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  boolean terminate(long seconds) throws InterruptedException {
    process.destroy();
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
