package dev.corral.local.launcher;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the platform, also one that was left behind.")
final class DownCommand implements Callable<Integer> {
  private static final int GRACE_SECONDS = 30;

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Override
  public Integer call() throws Exception {
    var launcher = options.launcherPid().living();
    if (launcher.isPresent()) {
      launcher.get().destroy();
      launcher.get().onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
    }
    var stopped = new Leftovers(options.layout()).stop(options.parts().all());
    options.launcherPid().delete();
    System.out.println(
        launcher.isPresent() || !stopped.isEmpty() ? "Stopped." : "Nothing was running.");
    return 0;
  }
}
