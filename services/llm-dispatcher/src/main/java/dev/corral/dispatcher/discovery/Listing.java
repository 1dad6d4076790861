package dev.corral.dispatcher.discovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One model that Bedrock offers, or offered.
///
/// @param alias our name for it, never given to another one while this is remembered
/// @param firstSeen when discovery first saw it
public record Listing(
    String alias, Address address, Kind kind, Traits traits, Life life, Instant firstSeen) {

  /// How a model is named and called.
  ///
  /// @param key what stays the same when the best way to call it changes
  /// @param id what to call: a model id, a profile id or an ARN
  /// @param ids everything by which it may be called, `id` included
  public record Address(String key, String id, List<String> ids) {
    public Address {
      ids = List.copyOf(ids);
    }

    /// The id as the source of a model.
    public String source() {
      return SCHEME + id;
    }
  }

  /// What it is and can do.
  public record Traits(
      String provider, String name, List<String> inputs, List<String> outputs, boolean streaming) {
    public Traits {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /// Its dates, as far as AWS says them.
  public record Life(
      boolean legacy,
      Optional<Instant> started,
      Optional<Instant> legacyFrom,
      Optional<Instant> ends) {
    /// Of what has no dates.
    public static final Life OPEN =
        new Life(false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// What a source of a Bedrock model begins with.
  public static final String SCHEME = "bedrock://";
}
