package dev.corral.local.launcher;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What people see: a progress line per part, prefixed logs, and where everything is.
///
/// @param quiet keeps the parts' logs off the screen; they are in files anyway
record Screen(PrintStream out, boolean colours, boolean quiet) {
  private static final int[] PALETTE = {36, 35, 34, 33, 32, 96, 95};
  private static final int WIDTH = 15;

  /// Colours where a person looks, none in a pipe or with `NO_COLOR`.
  static Screen ofConsole(boolean quiet) {
    var colours = System.console() != null && System.getenv("NO_COLOR") == null;
    return new Screen(System.out, colours, quiet);
  }

  PrintStream lines() {
    return quiet
        ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
        : out;
  }

  String prefix(String part) {
    var padded = "%-" + WIDTH + "s │ ";
    return coloured(
        PALETTE[Math.floorMod(part.hashCode(), PALETTE.length)], padded.formatted(part));
  }

  void say(String line) {
    out.println(coloured(1, line));
  }

  void ready(String part, Duration after) {
    out.printf(
        "%s %-" + WIDTH + "s ready after %.1f s%n",
        coloured(32, "✓"),
        part,
        after.toMillis() / 1000.0);
  }

  void failed(String part, Path log, List<String> lastLines) {
    out.printf(
        "%s %s did not become ready. Its last lines (all in %s):%n", coloured(31, "✗"), part, log);
    lastLines.forEach(line -> out.println("    " + line));
  }

  private String coloured(int code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
