package dev.corral.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples that consumers test against are what the endpoint would write.
class DiscoveryExamplesTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"discovery.json", "discovery-off.json"})
  void theExampleIsTheView(String name) throws IOException {
    var example = JSON.readTree(Files.readString(Path.of("src/main/contract/examples", name)));
    var view = JSON.treeToValue(example, DiscoveryView.class);
    assertThat(JSON.readTree(JSON.writeValueAsString(view))).isEqualTo(example);
  }
}
