package dev.corral.proxy.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.document.Document;

/// JSON as the SDK's documents, and back.
final class Documents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Documents() {}

  static Document of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Document> members = new LinkedHashMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
        yield Document.fromMap(members);
      }
      case ARRAY -> {
        List<Document> items = new ArrayList<>();
        node.forEach(item -> items.add(of(item)));
        yield Document.fromList(items);
      }
      case STRING -> Document.fromString(node.textValue());
      case NUMBER -> Document.fromNumber(SdkNumber.fromString(node.asText()));
      case BOOLEAN -> Document.fromBoolean(node.booleanValue());
      default -> Document.fromNull();
    };
  }

  /// The JSON text of a document.
  static String json(Document document) {
    return node(document).toString();
  }

  private static JsonNode node(Document document) {
    var nodes = JSON.getNodeFactory();
    if (document.isMap()) {
      var object = nodes.objectNode();
      document.asMap().forEach((name, value) -> object.set(name, node(value)));
      return object;
    }
    if (document.isList()) {
      var array = nodes.arrayNode();
      document.asList().forEach(item -> array.add(node(item)));
      return array;
    }
    if (document.isString()) {
      return nodes.textNode(document.asString());
    }
    if (document.isNumber()) {
      return nodes.numberNode(document.asNumber().bigDecimalValue());
    }
    return document.isBoolean() ? nodes.booleanNode(document.asBoolean()) : nodes.nullNode();
  }
}
