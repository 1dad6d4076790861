package dev.corral.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.gateway.upstream.UpstreamJson;
import java.nio.file.Path;

/// Another service's example payloads, read where that service keeps them.
public final class ProviderExamples {
  private final ObjectMapper json = UpstreamJson.mapper();
  private final Path folder;

  public ProviderExamples(String service) {
    this.folder = Path.of("..", service, "src/main/contract/examples");
  }

  /// Reads an example, and checks that each field that was read says what the example says.
  public <T> T readsFaithfully(String example, Class<T> type) {
    JsonNode told = Contract.json(folder.resolve(example + ".json"));
    try {
      T read = json.treeToValue(told, type);
      assertSame(example, json.valueToTree(read), told);
      return read;
    } catch (JsonProcessingException e) {
      throw new AssertionError(example + " cannot be read as " + type.getSimpleName(), e);
    }
  }

  private static void assertSame(String at, JsonNode read, JsonNode told) {
    if (read.isObject()) {
      read.properties()
          .forEach(f -> assertSame(at + "." + f.getKey(), f.getValue(), told.path(f.getKey())));
    } else if (read.isArray()) {
      assertThat(told.size()).as(at).isEqualTo(read.size());
      for (int i = 0; i < read.size(); i++) {
        assertSame(at + "[" + i + "]", read.get(i), told.get(i));
      }
    } else {
      assertThat(told.asText()).as(at).isEqualTo(read.asText());
    }
  }
}
