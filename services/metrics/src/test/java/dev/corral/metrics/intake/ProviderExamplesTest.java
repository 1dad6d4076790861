package dev.corral.metrics.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.metrics.intake.Reading.Readable;
import dev.corral.metrics.ledger.Event;
import dev.corral.metrics.ledger.SubjectChange;
import dev.corral.metrics.ledger.Usage;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Reads the providers' own examples, and relies only on what their schemas promise.
class ProviderExamplesTest {

  private static final Path DISPATCHER = Path.of("../llm-dispatcher/src/main/contract");
  private static final Path PROXY = Path.of("../inference-proxy/src/main/contract");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventReader reader = EventReaderTest.reader();

  @Test
  void everyLifecycleExampleIsReadable() throws IOException {
    var events = read(DISPATCHER, LifecycleMessage.TYPE);
    assertFalse(events.isEmpty(), "no lifecycle event among " + DISPATCHER);
    events.forEach(event -> assertInstanceOf(SubjectChange.class, event));
  }

  @Test
  void everyUsageExampleIsReadable() throws IOException {
    var events = read(PROXY, UsageMessage.TYPE);
    assertFalse(events.isEmpty(), "no usage event among " + PROXY);
    events.forEach(event -> assertInstanceOf(Usage.class, event));
  }

  @Test
  void whatIsNeededOfLifecycleEventsIsPromised() throws IOException {
    assertPromised(DISPATCHER, LifecycleMessage.TYPE, LifecycleMessage.Data.class);
  }

  @Test
  void whatIsNeededOfUsageEventsIsPromised() throws IOException {
    assertPromised(PROXY, UsageMessage.TYPE, UsageMessage.Data.class);
  }

  private List<Event> read(Path contract, String type) throws IOException {
    var events = new ArrayList<Event>();
    for (var file : files(contract.resolve("examples"), ".json")) {
      var body = Files.readString(file);
      if (JSON.readTree(body).path("type").asText().equals(type)) {
        var reading = reader.read(body);
        events.add(assertInstanceOf(Readable.class, reading, file + " " + reading).event());
      }
    }
    return events;
  }

  private static void assertPromised(Path contract, String type, Class<? extends Record> data)
      throws IOException {
    var schemas = new ArrayList<JsonNode>();
    for (var file : files(contract, ".schema.json")) {
      var text = Files.readString(file);
      if (text.contains(type)) {
        schemas.add(JSON.readTree(text));
      }
    }
    assertEquals(1, schemas.size(), "schemas of " + type + " in " + contract);
    var promised = new ArrayList<String>();
    schemas
        .getFirst()
        .at("/properties/data/required")
        .forEach(field -> promised.add(field.asText()));
    for (var component : data.getRecordComponents()) {
      assertTrue(
          !needed(component) || promised.contains(component.getName()),
          component.getName() + " is needed but not promised");
    }
  }

  private static boolean needed(RecordComponent component) {
    var accessor = component.getAccessor();
    return accessor.isAnnotationPresent(NotNull.class)
        || accessor.isAnnotationPresent(NotBlank.class);
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
