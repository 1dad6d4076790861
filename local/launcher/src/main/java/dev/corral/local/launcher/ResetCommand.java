package dev.corral.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = "Forgets what the platform stored; downloaded models are kept.")
final class ResetCommand implements Callable<Integer> {
  /// Only what the platform itself wrote, so that a mistyped --state-dir deletes nothing else.
  private static final List<String> OURS =
      List.of("cloud", "kubernetes", "identity", "accounts", "logs", "run");

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (options.launcherPid().living().isPresent()) {
      System.err.println("The platform is running; stop it first (make down).");
      return 1;
    }
    new Leftovers(options.layout()).stop(options.parts().all());
    for (var name : OURS) {
      delete(options.layout().stateOf(name));
    }
    System.out.println("Forgotten: " + options.layout().state());
    return 0;
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
