package dev.corral.dispatcher.resource;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What people asked of a model, kept on its resource until it is carried out, and who they were.
public record Commands(
    Optional<Command> wake,
    Optional<Command> stop,
    Optional<KeepWarm> keepWarm,
    Optional<Command> idleTimeout,
    String createdBy,
    Optional<String> deletedBy) {
  public static final String WAKE = "corral.dev/wake";
  public static final String STOP = "corral.dev/stop";
  public static final String KEEP_WARM = "corral.dev/keep-warm";

  /// Who last changed by a request how long the model may stay unused; the time itself is in its
  /// spec.
  public static final String IDLE_TIMEOUT = "corral.dev/idle-timeout-by";

  public static final String CREATED_BY = "corral.dev/created-by";
  public static final String DELETED_BY = "corral.dev/deleted-by";

  /// The principal of what was done with kubectl, where no person is known.
  public static final String CLUSTER = "kubernetes";

  /// One command: when it was given, and by whom.
  public record Command(Instant at, String by) {
    /// The text of the annotation.
    public String text() {
      return at + " " + by;
    }
  }

  /// Wanted warm until an instant.
  public record KeepWarm(Instant until, Command given) {
    /// The text of the annotation.
    public String text() {
      return until + " " + given.text();
    }
  }

  /// Nobody asked anything.
  public static Commands none() {
    return read(Map.of());
  }

  /// Reads the annotations of a resource; what cannot be read was not a command.
  public static Commands read(@Nullable Map<String, String> annotations) {
    Map<String, String> all = annotations == null ? Map.of() : annotations;
    return new Commands(
        command(all.get(WAKE)),
        command(all.get(STOP)),
        keepWarm(all.get(KEEP_WARM)),
        command(all.get(IDLE_TIMEOUT)),
        Optional.ofNullable(all.get(CREATED_BY)).orElse(CLUSTER),
        Optional.ofNullable(all.get(DELETED_BY)));
  }

  /// The earliest instant for the next command, so that commands never share one.
  public Instant after(Instant now) {
    Instant last = latest();
    return now.isAfter(last) ? now : last.plusMillis(1);
  }

  /// When the last command was given.
  public Instant latest() {
    return Stream.of(wake, stop, idleTimeout)
        .flatMap(Optional::stream)
        .map(Command::at)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /// Who wants the model warm now, unless it was stopped since.
  public Optional<KeepWarm> keepWarmAt(Instant now) {
    return keepWarm
        .filter(warm -> warm.until().isAfter(now))
        .filter(warm -> stop.map(s -> s.at().isBefore(warm.given().at())).orElse(true));
  }

  private static Optional<Command> command(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    int space = text.indexOf(' ');
    return instant(space < 0 ? text : text.substring(0, space))
        .map(at -> new Command(at, space < 0 ? CLUSTER : text.substring(space + 1)));
  }

  private static Optional<KeepWarm> keepWarm(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    int space = text.indexOf(' ');
    Optional<Command> given =
        space < 0
            ? Optional.of(new Command(Instant.EPOCH, CLUSTER))
            : command(text.substring(space + 1));
    return instant(space < 0 ? text : text.substring(0, space))
        .flatMap(until -> given.map(g -> new KeepWarm(until, g)));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
