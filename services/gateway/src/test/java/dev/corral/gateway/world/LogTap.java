package dev.corral.gateway.world;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/// Everything that is logged while it is open, exceptions included.
public final class LogTap extends Handler implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final PatternFormatter formatter = new PatternFormatter("%p %c %s %e");

  public LogTap() {
    Logger.getLogger("").addHandler(this);
  }

  public String text() {
    return String.join("\n", lines);
  }

  @Override
  public void publish(LogRecord logged) {
    lines.add(formatter.format(logged));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
