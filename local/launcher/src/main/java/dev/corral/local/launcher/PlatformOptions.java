package dev.corral.local.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The options that every command shares, so that each finds the same platform.
final class PlatformOptions {
  @Option(
      names = "--port-base",
      defaultValue = "${env:CORRAL_PORT_BASE:-8080}",
      description =
          "The gateway's port; all others are counted from it (default: ${DEFAULT-VALUE}).")
  private int portBase;

  @Option(
      names = "--state-dir",
      defaultValue = "${env:CORRAL_STATE_DIR:-.corral}",
      description = "What the platform remembers between runs (default: ${DEFAULT-VALUE}).")
  private Path state = Path.of(".corral");

  Ports ports() {
    return new Ports(portBase);
  }

  Layout layout() {
    var root = Path.of("").toAbsolutePath();
    return new Layout(root, root.resolve(state).normalize());
  }

  /// The parts as the other commands know them, whatever model answers.
  Parts parts() {
    return new Parts(layout(), ports(), Engine.of("", layout()));
  }

  PidFile launcherPid() {
    return new PidFile(layout().pidFile("launcher"));
  }
}
