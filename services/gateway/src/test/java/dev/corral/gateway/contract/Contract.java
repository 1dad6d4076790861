package dev.corral.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The gateway's own contract files, as the tests read them.
public final class Contract {
  /// One operation of the API.
  public record Operation(String id, String method, String path, JsonNode definition) {}

  public static final Path FOLDER = Path.of("src/main/contract");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Contract() {}

  public static JsonNode yaml(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String example(String name) {
    try {
      return Files.readString(FOLDER.resolve("examples").resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Operation> operations() {
    List<Operation> found = new ArrayList<>();
    JsonNode paths = yaml(FOLDER.resolve("openapi.yaml")).get("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
        if (verb.getValue().has("operationId")) {
          found.add(
              new Operation(
                  verb.getValue().get("operationId").asText(),
                  verb.getKey().toUpperCase(java.util.Locale.ROOT),
                  path.getKey(),
                  verb.getValue()));
        }
      }
    }
    return found;
  }
}
