package dev.corral.dispatcher.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The real schemas of Kubernetes, of Karpenter and of our own resources, strict about unknown
/// fields: what passes here is accepted by an API server, CEL rules aside.
public final class SchemaFixtures {
  private static final List<Path> CRDS =
      List.of(Path.of("../../charts/karpenter-crds"), Path.of("../../charts/corral/crds"));
  private static final Path KUBERNETES = Path.of("src/test/resources/schemas/kubernetes-1.36.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final List<String> HINTS =
      List.of(
          "x-kubernetes-validations",
          "x-kubernetes-int-or-string",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type",
          "x-kubernetes-preserve-unknown-fields");
  private static final SchemaFixtures ALL = new SchemaFixtures();

  private final ObjectNode definitions;
  private final ObjectNode kinds;
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  private SchemaFixtures() {
    try {
      JsonNode kubernetes = JSON.readTree(KUBERNETES.toFile());
      definitions = (ObjectNode) kubernetes.path("$defs");
      kinds = (ObjectNode) kubernetes.path("kinds");
      for (Path folder : CRDS) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
            addDefinition(YAML.readTree(file.toFile()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Fails with everything that an API server would refuse in the object.
  public static void assertValid(HasMetadata resource) {
    assertThat(problems(resource))
        .as("%s %s", resource.getKind(), resource.getMetadata().getName())
        .isEmpty();
  }

  /// Everything that an API server would refuse in the object.
  public static List<String> problems(HasMetadata resource) {
    String kind = resource.getApiVersion() + "/" + resource.getKind();
    try {
      JsonNode written = JSON.readTree(Serialization.asJson(resource));
      return ALL.schemas.computeIfAbsent(kind, ALL::schema).validate(written).stream()
          .map(ValidationMessage::getMessage)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonSchema schema(String kind) {
    assertThat(kinds.has(kind)).as("a schema for " + kind).isTrue();
    ObjectNode root = JSON.createObjectNode();
    root.put("$ref", "#/$defs/" + kinds.path(kind).asText());
    root.set("$defs", definitions);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
  }

  private void addDefinition(JsonNode crd) {
    JsonNode spec = crd.path("spec");
    String kind = spec.path("names").path("kind").asText();
    for (JsonNode version : spec.path("versions")) {
      var schema = (ObjectNode) version.path("schema").path("openAPIV3Schema");
      var properties = (ObjectNode) schema.path("properties");
      properties.putObject("apiVersion").put("type", "string");
      properties.putObject("kind").put("type", "string");
      properties.putObject("metadata").put("$ref", "#/$defs/meta.v1.ObjectMeta");
      closed(schema);
      String group = spec.path("group").asText() + "/" + version.path("name").asText();
      definitions.set(group + "." + kind, schema);
      kinds.put(group + "/" + kind, (group + "." + kind).replace("/", "~1"));
    }
  }

  private static void closed(JsonNode schema) {
    boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    ((ObjectNode) schema).remove(HINTS);
    if (schema.path("properties").isObject()) {
      schema.path("properties").forEach(SchemaFixtures::closed);
      if (!open && schema.path("additionalProperties").isMissingNode()) {
        ((ObjectNode) schema).put("additionalProperties", false);
      }
    }
    closedIfObject(schema.path("items"));
    closedIfObject(schema.path("additionalProperties"));
  }

  private static void closedIfObject(JsonNode schema) {
    if (schema.isObject()) {
      closed(schema);
    }
  }
}
