package dev.corral.dispatcher.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.corral.dispatcher.record.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The event's schema, its examples and what the code writes are one and the same.
public class LifecycleEventContractTest {
  private static final Path CONTRACT = Path.of("src/main/contract");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(CONTRACT.resolve("examples"))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("lifecycle-"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsValidAndSurvivesOurReading(Path example) throws IOException {
    String text = Files.readString(example);
    assertValid(text);
    assertThat(JSON.readTree(RecordJson.write(RecordJson.readEvent(text))))
        .isEqualTo(JSON.readTree(text));
  }

  @Test
  void thereAreExamples() throws IOException {
    assertThat(examples()).hasSizeGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"sequence\": 1", "\"principal\": \"alice\"", "\"from\": \"none\""})
  void aMissingFieldIsRefused(String field) throws IOException {
    String text = Files.readString(CONTRACT.resolve("examples/lifecycle-created.json"));
    String broken = text.replace(field, "\"other\": 1");
    assertThat(broken).isNotEqualTo(text);
    assertThat(schema().validate(JSON.readTree(broken))).isNotEmpty();
  }

  public static void assertValid(String json) throws IOException {
    assertThat(schema().validate(JSON.readTree(json))).as(json).isEmpty();
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(CONTRACT.resolve("lifecycle-event.schema.json")));
  }
}
