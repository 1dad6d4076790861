package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A tree of names and values as the XML of the query protocol, where a list is `item` elements.
final class Xml {
  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

  private Xml() {}

  static String document(String root, String namespace, JsonNode content) {
    var text = new StringWriter();
    try {
      var xml = WRITERS.createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement(root);
      if (!namespace.isEmpty()) {
        xml.writeDefaultNamespace(namespace);
      }
      write(xml, content);
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
      return text.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot be written as XML: " + root, e);
    }
  }

  private static void write(XMLStreamWriter xml, JsonNode node) throws XMLStreamException {
    if (node.isArray()) {
      for (var item : node) {
        element(xml, "item", item);
      }
    } else if (node.isObject()) {
      for (var member : node.properties()) {
        element(xml, member.getKey(), member.getValue());
      }
    } else if (!node.isNull()) {
      xml.writeCharacters(withoutControls(node.asText()));
    }
  }

  private static void element(XMLStreamWriter xml, String name, JsonNode value)
      throws XMLStreamException {
    xml.writeStartElement(name);
    write(xml, value);
    xml.writeEndElement();
  }

  /// XML 1.0 has no way to say most control characters.
  private static String withoutControls(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
  }
}
