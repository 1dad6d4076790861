package dev.corral.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.File;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples that others test against are what the API writes, field by field.
class AppViewContractTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"app-active", "app-launching"})
  void theExampleIsAView(String name) throws IOException {
    var example = JSON.readTree(new File("src/main/contract/examples/" + name + ".json"));
    AppView view = JSON.treeToValue(example, AppView.class);
    assertThat(JSON.readTree(JSON.writeValueAsString(view)).toString())
        .isEqualTo(example.toString());
  }

  @Test
  void theExampleIsADoor() throws IOException {
    var example = JSON.readTree(new File("src/main/contract/examples/app-door.json"));
    var view = JSON.treeToValue(example, AppDoorEndpoint.View.class);
    assertThat(JSON.readTree(JSON.writeValueAsString(view)).toString())
        .isEqualTo(example.toString());
  }
}
