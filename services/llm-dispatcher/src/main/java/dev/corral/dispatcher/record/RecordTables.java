package dev.corral.dispatcher.record;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The names of the dispatcher's tables: one prefix, three fixed endings.
public record RecordTables(String prefix) {
  private static final DateTimeFormatter FIXED_WIDTH =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  /// One item per model that ever was.
  public String launches() {
    return prefix + "launches";
  }

  /// One item per transition, by model.
  public String timeline() {
    return prefix + "timeline";
  }

  /// One item per event, in the order of their ids, and the outbox within it.
  public String feed() {
    return prefix + "feed";
  }

  /// Who leads, whether launches are stopped.
  public String control() {
    return prefix + "control";
  }

  /// The instant as text that sorts by time.
  static String sortable(Instant at) {
    return FIXED_WIDTH.format(at);
  }
}
