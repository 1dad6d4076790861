package dev.corral.dispatcher.event;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads a text attribute that every item of a table has.
public final class StoredText {
  private StoredText() {}

  /// The text of the attribute.
  public static String of(Map<String, AttributeValue> item, String attribute) {
    AttributeValue value = item.get(attribute);
    if (value == null || value.s() == null) {
      throw new IllegalStateException("a stored item lacks its attribute " + attribute);
    }
    return value.s();
  }
}
