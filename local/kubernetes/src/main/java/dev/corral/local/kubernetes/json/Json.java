package dev.corral.local.kubernetes.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON and YAML text to trees and back, and short ways to build and read trees.
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Json() {}

  /// Parses one JSON document; throws [IOException] when it is not one.
  public static JsonNode parse(byte[] bytes) throws IOException {
    JsonNode node = MAPPER.reader().readTree(bytes);
    return node == null ? JsonNodeFactory.instance.missingNode() : node;
  }

  /// Parses all documents of a YAML (or JSON) text.
  public static List<JsonNode> parseYaml(byte[] bytes) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(bytes)) {
      while (values.hasNextValue()) {
        JsonNode document = values.nextValue();
        if (document != null && document.isObject()) {
          documents.add(document);
        }
      }
    }
    return documents;
  }

  /// The compact UTF-8 form.
  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same text for equal trees, whatever the order of their fields.
  public static String canonical(JsonNode node) {
    try {
      return SORTED.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An object from alternating names and values; a null value leaves its name out.
  public static ObjectNode object(@Nullable Object... namesAndValues) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        object.set(String.valueOf(namesAndValues[i]), value(namesAndValues[i + 1]));
      }
    }
    return object;
  }

  /// An array of the given values.
  public static ArrayNode array(Object... values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Object value : values) {
      array.add(value(value));
    }
    return array;
  }

  /// An array of the given values.
  public static ArrayNode arrayOf(Iterable<?> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(value(value)));
    return array;
  }

  /// The object at the path, created on the way where it is missing.
  public static ObjectNode at(ObjectNode root, String... path) {
    ObjectNode node = root;
    for (String name : path) {
      node = node.get(name) instanceof ObjectNode child ? child : node.putObject(name);
    }
    return node;
  }

  /// The array under a name, created where it is missing.
  public static ArrayNode arrayAt(ObjectNode node, String name) {
    return node.get(name) instanceof ArrayNode array ? array : node.putArray(name);
  }

  /// The texts of an array of strings.
  public static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static JsonNode value(@Nullable Object value) {
    return switch (value) {
      case null -> JsonNodeFactory.instance.nullNode();
      case JsonNode node -> node;
      case String text -> JsonNodeFactory.instance.textNode(text);
      case Integer number -> JsonNodeFactory.instance.numberNode((int) number);
      case Long number -> JsonNodeFactory.instance.numberNode((long) number);
      case Boolean flag -> JsonNodeFactory.instance.booleanNode(flag);
      case Iterable<?> values -> arrayOf(values);
      default -> MAPPER.valueToTree(value);
    };
  }
}
