package dev.corral.local.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/// The laptop platform's command line; `make up`, `make token` and the others call it.
@Command(
    name = "corral-local",
    mixinStandardHelpOptions = true,
    description = "Runs all of Corral on this machine, without Docker or a cloud account.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      TokenCommand.class,
      ResetCommand.class
    })
public final class LauncherMain {
  private LauncherMain() {}

  /// Exit codes: 0 done, 1 something failed, 2 wrong usage or a port is taken.
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new LauncherMain())
            .setExecutionExceptionHandler(LauncherMain::explain)
            .execute(args));
  }

  private static int explain(Exception problem, CommandLine command, ParseResult parsed) {
    var message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
    System.err.println("corral-local: " + message);
    return 1;
  }
}
