package dev.corral.dispatcher.discovery;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/// A model as the snapshot keeps it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.Listed.class, name = "listed"),
  @JsonSubTypes.Type(value = Entry.Vanished.class, name = "vanished")
})
public sealed interface Entry {
  /// The model, as AWS described it last.
  Listing listing();

  /// AWS lists it.
  record Listed(Listing listing) implements Entry {}

  /// The tombstone of a model that AWS stopped listing.
  ///
  /// @param since the first round without it
  record Vanished(Listing listing, Instant since) implements Entry {}
}
