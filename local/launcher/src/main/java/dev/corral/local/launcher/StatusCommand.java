package dev.corral.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows each part, its ports and its resident memory.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private PlatformOptions options = new PlatformOptions();

  @Override
  public Integer call() {
    System.out.printf("%-16s %8s %9s  %s%n", "PART", "PID", "MEMORY", "PORTS");
    long total = 0;
    for (var part : options.parts().all()) {
      var process = new PidFile(options.layout().pidFile(part.name())).living();
      var memory = process.map(living -> residentMib(living.pid())).orElse(0L);
      total += memory;
      System.out.printf(
          "%-16s %8s %9s  %s%n",
          part.name(),
          process.map(living -> "" + living.pid()).orElse("-"),
          process.isPresent() ? memory + " MiB" : "stopped",
          part.ports().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
    System.out.printf("%-16s %8s %9s%n", "all", "", total + " MiB");
    return 0;
  }

  private static long residentMib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", "" + pid, "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0L);
    } catch (IOException e) {
      return 0;
    }
  }
}
