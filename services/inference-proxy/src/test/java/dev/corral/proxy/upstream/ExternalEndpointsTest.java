package dev.corral.proxy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalEndpointsTest {
  @TempDir private Path directory;

  private record Config(Optional<Path> endpointsDir) implements ExternalConfig {
    @Override
    public boolean allowPrivate() {
      return false;
    }

    @Override
    public Optional<List<String>> allowHttp() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> caFile() {
      return Optional.empty();
    }

    @Override
    public Duration resolve() {
      return Duration.ofSeconds(2);
    }
  }

  private Optional<ExternalEndpoint> defined(String json) throws IOException {
    Files.writeString(directory.resolve("there.json"), json);
    return new ExternalEndpoints(new Config(Optional.of(directory))).find("there");
  }

  private static String with(String members) {
    return "{\"url\":\"https://llm.example.com/v1\",\"dialect\":\"openai\"," + members + "}";
  }

  @Test
  void readsCredentialsAndNeverShowsThem() throws IOException {
    ExternalEndpoint bearer =
        defined(with("\"auth\":\"bearer\",\"token\":\"s3cret\"")).orElseThrow();
    assertEquals(Optional.of("Bearer s3cret"), bearer.authorization());
    assertFalse(bearer.toString().contains("s3cret"));
    assertEquals(
        Optional.of("Basic dTpw"),
        defined(with("\"auth\":\"basic\",\"username\":\"u\",\"password\":\"p\""))
            .orElseThrow()
            .authorization());
    assertEquals(
        Optional.empty(),
        defined(with("\"auth\":\"none\",\"model\":\"x\"")).orElseThrow().authorization());
  }

  @Test
  void refusesWhatIsNotAsItShouldBe() throws IOException {
    for (String members :
        List.of(
            "\"auth\":\"bearer\"",
            "\"auth\":\"bearer\",\"token\":\"a b\"",
            "\"auth\":\"bearer\",\"token\":\"a\\r\\nx: y\"",
            "\"auth\":\"basic\",\"username\":\"u:v\",\"password\":\"p\"",
            "\"auth\":\"magic\"",
            "\"auth\":\"none\",\"headers\":{\"x\":\"y\"}",
            "\"auth\":\"none\",\"url\":\"http://llm.example.com\"")) {
      assertTrue(defined(with(members)).isEmpty(), members);
    }
    assertTrue(defined("{}").isEmpty());
    assertTrue(defined("nothing").isEmpty());
    assertTrue(defined(with("\"auth\":\"none\"") + "x".repeat(20_000)).isEmpty());
  }

  @Test
  void aDefinitionMayChangeAndNoNameLeavesTheDirectory() throws IOException {
    ExternalEndpoints endpoints = new ExternalEndpoints(new Config(Optional.of(directory)));
    assertTrue(endpoints.find("there").isEmpty());
    Files.writeString(directory.resolve("there.json"), with("\"auth\":\"none\""));
    assertTrue(endpoints.find("there").isPresent());
    Files.delete(directory.resolve("there.json"));
    Files.writeString(
        directory.resolve("there.json"), with("\"auth\":\"bearer\",\"token\":\"later\""));
    assertEquals(
        Optional.of("Bearer later"), endpoints.find("there").orElseThrow().authorization());
    for (String name : List.of("../there", "", ".", "a/b", "There", "a".repeat(64))) {
      assertTrue(endpoints.find(name).isEmpty(), name);
    }
    assertTrue(new ExternalEndpoints(new Config(Optional.empty())).find("there").isEmpty());
  }
}
