package dev.corral.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@QuarkusTestResource(World.class)
class ContractTest {
  private static final Path WRITTEN = Path.of("target/openapi/openapi.yaml");
  private static final Path KEPT = Contract.FOLDER.resolve("openapi.yaml");

  @Test
  void theDocumentInTheRepositoryIsTheOneTheBuildWrites() throws IOException {
    if (Boolean.getBoolean("contract.write")) {
      Files.copy(WRITTEN, KEPT, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(Files.readString(KEPT))
        .as("run with -Dcontract.write=true to take the change over")
        .isEqualTo(Files.readString(WRITTEN));
  }

  @TestFactory
  Stream<DynamicTest> everyOperationHasExamplesThatFitItsSchemas() {
    return Contract.operations().stream()
        .flatMap(operation ->
            Stream.of(
                    payload(operation, "request", operation.definition().at("/requestBody")),
                    payload(operation, "response", success(operation)))
                .flatMap(Optional::stream));
  }

  private static Optional<DynamicTest> payload(
      Contract.Operation operation, String kind, JsonNode part) {
    JsonNode content = part.at("/content");
    if (content.isEmpty()) {
      return Optional.empty();
    }
    JsonNode schema = content.elements().next().get("schema");
    String name = operation.id() + "." + kind;
    return Optional.of(
        DynamicTest.dynamicTest(
            name, () -> assertThat(violations(schema, Contract.example(name))).isEmpty()));
  }

  private static JsonNode success(Contract.Operation operation) {
    List<JsonNode> found = new ArrayList<>();
    operation
        .definition()
        .get("responses")
        .properties()
        .forEach(r -> {
          if (r.getKey().startsWith("2")) {
            found.add(r.getValue());
          }
        });
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<String> violations(JsonNode schema, String example) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", Contract.yaml(KEPT).get("components"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(whole)
        .validate(example, com.networknt.schema.InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }
}
