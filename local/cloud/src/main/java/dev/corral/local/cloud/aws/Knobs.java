package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What a person or a test turns while the stand-in runs: a JSON file, read at each request that it
/// may change.
public final class Knobs {
  private final StateFile file;

  /// @param file absent means that everything behaves
  public Knobs(Path file) {
    this.file = new StateFile(file);
  }

  /// The value at `/section/name`, when somebody set it.
  public Optional<JsonNode> find(String section, String name) {
    try {
      return Optional.ofNullable(file.read().path(section).get(name));
    } catch (IOException e) {
      // Half-written by an editor: the next request reads it again.
      return Optional.empty();
    }
  }
}
