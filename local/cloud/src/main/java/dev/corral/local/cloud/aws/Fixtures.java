package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Recorded answers: those in the state directory when somebody put some there, else our own.
///
/// @param own a directory that may be absent
public record Fixtures(Path own) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The document of that name, or a missing node.
  public JsonNode read(String name) throws IOException {
    var replaced = own.resolve(name);
    if (Files.exists(replaced)) {
      return JSON.readTree(replaced.toFile());
    }
    try (var shipped = Fixtures.class.getResourceAsStream("/aws/" + name)) {
      return shipped == null ? MissingNode.getInstance() : JSON.readTree(shipped);
    }
  }
}
