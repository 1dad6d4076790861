package dev.corral.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the platform and keeps it running until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  @Mixin private PlatformOptions options = new PlatformOptions();

  @Option(
      names = "--model",
      defaultValue = "${env:CORRAL_MODEL:-}",
      description = "A GGUF file that answers for every model (default: the demo model).")
  private String model = "";

  @Option(names = "--quiet", description = "Keep the parts' logs off the screen.")
  private boolean quiet;

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws Exception {
    var screen = Screen.ofConsole(quiet);
    var layout = options.layout();
    var engine = Engine.of(model, layout);
    var parts = new Parts(layout, options.ports(), engine);
    if (!mayStart(screen, parts, engine)) {
      return REFUSED;
    }
    Files.createDirectories(layout.state());
    options.launcherPid().write(ProcessHandle.current());
    return run(new Platform(layout, options.ports(), parts, screen, clock), screen, engine);
  }

  private boolean mayStart(Screen screen, Parts parts, Engine engine)
      throws IOException, InterruptedException {
    var other = options.launcherPid().living();
    if (other.isPresent()) {
      screen.say(
          "The platform already runs (pid %d). `make down` stops it; another one needs its own --port-base and --state-dir."
              .formatted(other.get().pid()));
      return false;
    }
    var stopped = new Leftovers(options.layout()).stop(parts.all());
    if (!stopped.isEmpty()) {
      screen.say("Stopped what an earlier run left behind: " + String.join(", ", stopped));
    }
    return new Prerequisites(options.layout(), screen).met(parts.all(), engine);
  }

  private Integer run(Platform platform, Screen screen, Engine engine)
      throws IOException, InterruptedException {
    var began = clock.instant();
    var stopped = new CountDownLatch(1);
    var hook = new Thread(() -> stop(platform, screen, stopped), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    if (!platform.start()) {
      return FAILED;
    }
    new Welcome(options, screen).print(engine, Duration.between(began, clock.instant()));
    stopped.await();
    return 0;
  }

  private void stop(Platform platform, Screen screen, CountDownLatch stopped) {
    try {
      Instant began = clock.instant();
      screen.say("Stopping …");
      platform.stop();
      options.launcherPid().delete();
      screen.say("Stopped after %.1f s.".formatted(seconds(began)));
    } catch (IOException e) {
      screen.say("While stopping: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  private double seconds(Instant began) {
    return Duration.between(began, clock.instant()).toMillis() / 1000.0;
  }

  static List<String> people() {
    return List.of("alice", "bob", "admin");
  }
}
