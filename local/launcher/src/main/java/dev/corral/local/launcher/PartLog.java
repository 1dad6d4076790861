package dev.corral.local.launcher;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;

/// The log of one part: on the screen with its name and colour, in a file of bounded size, and the
/// last lines in memory for the day it dies.
final class PartLog implements AutoCloseable {
  private static final int REMEMBERED = 25;
  private static final long FILE_LIMIT = 8L << 20;

  private final String prefix;
  private final Path file;
  private final PrintStream screen;
  private final ArrayDeque<String> last = new ArrayDeque<>();
  private BufferedWriter writer;
  private long written;

  PartLog(String prefix, Path file, PrintStream screen) throws IOException {
    this.prefix = prefix;
    this.file = file;
    this.screen = screen;
    Files.createDirectories(file.toAbsolutePath().getParent());
    this.written = Files.exists(file) ? Files.size(file) : 0;
    this.writer = open();
  }

  synchronized void line(String line) {
    screen.println(prefix + line);
    last.addLast(line);
    if (last.size() > REMEMBERED) {
      last.removeFirst();
    }
    try {
      write(line);
    } catch (IOException e) {
      screen.println(prefix + "(cannot write " + file + ": " + e.getMessage() + ")");
    }
  }

  synchronized List<String> lastLines() {
    return List.copyOf(last);
  }

  private void write(String line) throws IOException {
    if (written > FILE_LIMIT) {
      writer.close();
      var older = file.resolveSibling(file.getFileName() + ".1");
      Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
      writer = open();
      written = 0;
    }
    writer.write(line);
    writer.newLine();
    writer.flush();
    written += line.length() + 1L;
  }

  private BufferedWriter open() throws IOException {
    return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }
}
