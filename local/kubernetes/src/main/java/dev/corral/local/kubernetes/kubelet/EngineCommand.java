package dev.corral.local.kubernetes.kubelet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How an engine is started, and how one is recognised.
///
/// @param firstPort first of the ports that engines may use
/// @param lastPort last of them
public record EngineCommand(Path stateDirectory, Program program, int firstPort, int lastPort) {
  /// The Java to run, the engine's jar and the model it loads.
  public record Program(Path java, Path jar, Path model) {}

  private String marker() {
    return "-Dcorral.kubelet=" + stateDirectory.toAbsolutePath();
  }

  /// Starts the engine of a pod; it appends what it prints to the log file.
  Process launch(PodView pod, int port, Path log) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(program.java().toString());
    words.addAll(
        List.of("-Xms16m", "-Xmx192m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    words.add(marker());
    words.add("-Dcorral.pod=" + pod.pod().uid());
    words.addAll(List.of("-jar", program.jar().toString()));
    words.addAll(List.of("--port", Integer.toString(port), "--model", program.model().toString()));
    words.addAll(List.of("--served-name", servedName(pod)));
    option(words, "--context", first(pod, "OLLAMA_CONTEXT_LENGTH", "--max-model-len"));
    option(words, "--parallel", first(pod, "OLLAMA_NUM_PARALLEL", "--max-num-seqs"));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  private static String servedName(PodView pod) {
    String name = first(pod, "CORRAL_SERVED_NAME", "--served-model-name");
    return name.isEmpty() ? pod.model() : name;
  }

  /// What Ollama is told by an environment variable, vLLM is told by an argument.
  private static String first(PodView pod, String variable, String argument) {
    String value = pod.environment(variable);
    return value.isEmpty() ? pod.argument(argument) : value;
  }

  private static void option(List<String> words, String name, String value) {
    if (value.matches("\\d{1,9}")) {
      words.add(name);
      words.add(value);
    }
  }

  /// The processes of this kubelet's engines, whoever started them.
  Stream<ProcessHandle> ownProcesses() {
    return ProcessHandle.allProcesses()
        .filter(process ->
            process.info().commandLine().map(line -> line.contains(marker() + " ")).orElse(false));
  }

  /// A port in the range that nobody listens on, the preferred one if possible.
  int freePort(List<Integer> inUse, Optional<Integer> preferred) throws IOException {
    return IntStream.concat(
            preferred.stream().mapToInt(p -> p), IntStream.rangeClosed(firstPort, lastPort))
        .filter(port -> !inUse.contains(port) && free(port))
        .findFirst()
        .orElseThrow(() ->
            new IOException("no engine port is free between " + firstPort + " and " + lastPort));
  }

  private static boolean free(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
