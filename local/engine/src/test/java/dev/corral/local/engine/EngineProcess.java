package dev.corral.local.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The engine as the simulated kubelet starts it, with the demo model.
final class EngineProcess implements AutoCloseable {
  static final String MODEL = "../demo-model/corral-demo.gguf";

  private final Process process;
  private final int port;

  private EngineProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static EngineProcess start(String... options) throws IOException {
    var all = new ArrayList<>(List.of("--model", MODEL, "--served-name", "tiny"));
    all.addAll(List.of(options));
    var process = launch(all);
    var line = String.valueOf(new BufferedReader(process.inputReader()).readLine());
    if (!line.startsWith("READY port=")) {
      throw new IOException("The engine did not say READY but " + line);
    }
    return new EngineProcess(process, Integer.parseInt(line.substring("READY port=".length())));
  }

  static Process launch(List<String> options) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EngineMain.class.getName());
    command.addAll(options);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  boolean terminate(long seconds) throws InterruptedException {
    process.destroy();
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
