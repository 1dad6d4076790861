package dev.corral.metrics.store;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads attributes of items that we wrote.
final class Items {

  private Items() {}

  static AttributeValue require(Map<String, AttributeValue> item, String name) {
    var value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("item without " + name + ": " + item.keySet());
    }
    return value;
  }

  static long number(Map<String, AttributeValue> item, String name) {
    var value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }
}
