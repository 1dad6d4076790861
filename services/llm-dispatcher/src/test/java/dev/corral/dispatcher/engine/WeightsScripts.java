package dev.corral.dispatcher.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs the fetching containers' commands as they are rendered, in a process of this machine.
final class WeightsScripts {
  private WeightsScripts() {}

  /// How a run ended.
  record Run(int code, String said, String complained) {
    long lastProgress() {
      List<String> lines = said.lines().filter(l -> l.startsWith("corral-progress ")).toList();
      return Long.parseLong(lines.getLast().split(" ")[1]);
    }
  }

  static boolean has(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(d -> Files.isExecutable(Path.of(d, program)));
  }

  static Run run(List<String> command, Map<String, String> environment) throws Exception {
    Path out = Files.createTempFile("corral-weights", ".out");
    Path err = Files.createTempFile("corral-weights", ".err");
    var builder = new ProcessBuilder(new ArrayList<>(command));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end: " + read(out) + read(err));
    }
    return new Run(process.exitValue(), read(out), read(err));
  }

  /// A program of this name that is found first.
  static String stub(Path directory, String name, String script) throws IOException {
    Path program = directory.resolve(name);
    Files.writeString(program, "#!/bin/bash\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return directory + ":" + System.getenv("PATH");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
